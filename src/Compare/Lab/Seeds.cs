namespace RbmTheory.Compare.Lab;

/// <summary>The seeds of the runs of one experiment, all derived from the report's.</summary>
/// <param name="Report">The seed of the report.</param>
/// <param name="Experiment">The experiment's file name.</param>
public readonly record struct Seeds(ulong Report, string Experiment)
{
    /// <summary>
    /// The seed of one run, or of what several share: the report's seed and the names of experiment and run, mixed by
    /// FNV-1a and cut to 53 bits, so that it survives any JSON reader. Runs are then independent, and adding one leaves
    /// the others as they were.
    /// </summary>
    /// <param name="name">The name of the run, or of what is shared.</param>
    public ulong Of(string name)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in $"{Report}/{Experiment}/{name}")
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash & ((1UL << 53) - 1);
    }
}
