namespace RbmTheory.Benchmarks;

/// <summary><c>bench dense</c>: dense products in single precision, ours and a peer's in turns, in one table.</summary>
internal static class DenseTable
{
    private const int Rounds = 40;
    private const double Seconds = 0.05;

    /// <summary>Measures and prints. Of every product the shortest time counts, on either side: what others do on the
    /// processor meanwhile is left out.</summary>
    /// <param name="script">The peer script, or null.</param>
    public static void Print(string? script)
    {
        Console.WriteLine($"GFLOP/s of the fastest of many products, in {Rounds} turns");
        Console.WriteLine($"{"product",-46}{"threads",8}{"ours",8}   {"peer",-24}{"GFLOP/s",8}{"ratio",7}");
        foreach (int threads in new[] { 1, 2 })
        {
            using AskedPeer? peer = script is null ? null : new(script, threads);
            foreach (DenseWork work in DenseWork.All)
                Print(work, threads, peer);
        }
    }

    private static void Print(DenseWork work, int threads, AskedPeer? peer)
    {
        work.Milliseconds(threads, 1);
        double ours = double.PositiveInfinity, theirs = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            ours = Math.Min(ours, work.Milliseconds(threads, Seconds));
            if (peer is not null)
                theirs = Math.Min(theirs, peer.Milliseconds(
                    $"{(work.Outer ? "outer" : "multiply")} {work.Rows} {work.Inner} {work.Columns} {Seconds}"));
        }

        string beside = peer is null
            ? "" : $"   {peer.Name,-24}{1e3 * work.GigaOperations / theirs,8:F1}{theirs / ours,7:F2}";
        Console.WriteLine($"{work,-46}{threads,8}{1e3 * work.GigaOperations / ours,8:F1}{beside}");
    }
}
