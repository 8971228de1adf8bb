using System.Diagnostics;
using System.Globalization;

namespace RbmTheory.Benchmarks;

/// <summary>
/// A program of others that multiplies dense matrices when asked, so that its products and ours take turns. It prints
/// its name; then a line <c>multiply 100 784 500 0.05</c> or <c>outer 784 100 500 0.05</c> (sizes, seconds) is answered
/// by the shortest time of one product in milliseconds.
/// </summary>
internal sealed class DensePeer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="script">Path of the Python script.</param>
    /// <param name="threads">Threads that it may use.</param>
    /// <exception cref="IOException">It ended without a name.</exception>
    public DensePeer(string script, int threads)
    {
        ProcessStartInfo start = new("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string variable in new[] { "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
        _process = Process.Start(start)!;
        Name = Answer();
    }

    /// <summary>The library that multiplies.</summary>
    public string Name { get; }

    /// <summary>Has it repeat one product for a while.</summary>
    /// <returns>The shortest time of one, in milliseconds.</returns>
    /// <exception cref="IOException">It ended, or answered otherwise.</exception>
    public double Milliseconds(DenseWork work, double seconds)
    {
        string kind = work.Outer ? "outer" : "multiply";
        _process.StandardInput.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{kind} {work.Rows} {work.Inner} {work.Columns} {seconds}"));
        string answer = Answer();
        return double.TryParse(answer, CultureInfo.InvariantCulture, out double milliseconds)
            ? milliseconds : throw new IOException($"answers '{answer}'");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer()
        => _process.StandardOutput.ReadLine()
            ?? throw new IOException("ended without an answer");
}
