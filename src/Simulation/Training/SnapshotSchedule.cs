namespace RbmTheory.Simulation.Training;

/// <summary>
/// The updates of a training after which its machine is looked at or kept: ⌈2^(j/q)⌉, j = 0, 1, …, so many an octave,
/// and every so many up to a last one. It depends on no length of the training: one that goes further has the same
/// updates and more.
/// </summary>
/// <remarks>Six an octave are 79 updates of 30,000, as whole numbers leave fewer below 10.</remarks>
/// <param name="PerOctave">q, from one update to twice as many; in [1, <see cref="MostPerOctave"/>].</param>
/// <param name="Every">Updates between two of the even part, at least 1.</param>
/// <param name="Until">Last update of the even part, at least 0; 0 for none.</param>
public sealed record SnapshotSchedule(int PerOctave, int Every, int Until)
{
    /// <summary>The largest q.</summary>
    public const int MostPerOctave = 100;

    private const int Octaves = 62;

    /// <summary>q.</summary>
    public int PerOctave { get; } = Require.InRange(PerOctave, 1, MostPerOctave);

    /// <summary>Updates between two of the even part.</summary>
    public int Every { get; } = Require.AtLeast(Every, 1);

    /// <summary>Last update of the even part.</summary>
    public int Until { get; } = Require.AtLeast(Until, 0);

    /// <summary>⌈2^(j/q)⌉.</summary>
    /// <param name="j">In [0, 62 q).</param>
    /// <param name="perOctave">q.</param>
    public static long Power(int j, int perOctave)
        => (long)Math.Ceiling((1L << (j / perOctave)) * Math.Pow(2, (double)(j % perOctave) / perOctave));

    /// <summary>The first update after another; the largest number where there is none.</summary>
    /// <param name="update">The other, at least 0.</param>
    public long NextAfter(long update)
    {
        long even = (update / Every + 1) * Every, power = long.MaxValue;
        for (int j = 0; j < Octaves * PerOctave && power == long.MaxValue; j++)
        {
            if (Power(j, PerOctave) is long next && next > update)
                power = next;
        }

        return even <= Until ? Math.Min(even, power) : power;
    }

    /// <summary>All updates of a training, in order.</summary>
    /// <param name="last">Its last update, at least 0.</param>
    public IReadOnlyList<long> UpTo(long last)
    {
        List<long> updates = [];
        for (long update = NextAfter(0); update <= last; update = NextAfter(update))
            updates.Add(update);
        return updates;
    }
}
