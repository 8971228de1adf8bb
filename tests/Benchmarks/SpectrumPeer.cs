using System.Diagnostics;
using System.Globalization;

namespace RbmTheory.Benchmarks;

/// <summary>
/// A program of others that finds singular values and vectors when asked, so that it and we take turns. It prints its
/// name; then a line <c>svd 784 500 3</c> (rows, columns, how many matrices) is answered by the time of all in
/// milliseconds.
/// </summary>
internal sealed class SpectrumPeer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="script">Path of the Python script.</param>
    /// <param name="threads">Threads that it may use.</param>
    public SpectrumPeer(string script, int threads)
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

    /// <summary>The library that factorizes.</summary>
    public string Name { get; }

    /// <summary>Has it decompose matrices, one after another.</summary>
    /// <returns>The time of all, in milliseconds.</returns>
    public double Milliseconds(int rows, int columns, int count)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"svd {rows} {columns} {count}"));
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer()
        => _process.StandardOutput.ReadLine()
            ?? throw new InvalidDataException("the peer script ended before it answered");
}
