using System.Diagnostics;
using System.Globalization;

namespace RbmTheory.Benchmarks;

/// <summary>
/// A program of others that works when asked, so that it and we take turns. It prints its name; then each line that it is
/// given, such as <c>multiply 100 784 500 0.05</c> or <c>svd 784 500 3</c>, is answered by a time in milliseconds.
/// </summary>
internal sealed class AskedPeer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="script">Path of the Python script.</param>
    /// <param name="threads">Threads that it may use.</param>
    /// <exception cref="IOException">It ended without a name.</exception>
    public AskedPeer(string script, int threads)
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

    /// <summary>The library that works.</summary>
    public string Name { get; }

    /// <summary>Has it do something.</summary>
    /// <param name="work">What, in its own words.</param>
    /// <returns>The time that it tells, in milliseconds.</returns>
    /// <exception cref="IOException">It ended, or answered otherwise.</exception>
    public double Milliseconds(FormattableString work)
    {
        _process.StandardInput.WriteLine(FormattableString.Invariant(work));
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
