namespace RbmTheory.Simulation.Likelihoods;

/// <summary>How long a <see cref="TrajectoryTempering"/> is. Each property is checked when it is set.</summary>
public sealed record TemperingPlan
{
    /// <summary>Ladders of replicas that never meet, in [4, 32]: their spread gives the error.</summary>
    public int Ladders { get; init => field = Require.InRange(value, 4, 32, nameof(Ladders)); } = 32;

    /// <summary>Sweeps that are recorded, in [16, 10^6]; a fifth as many before them are not.</summary>
    public required int Sweeps { get; init => field = Require.InRange(value, 16, 1_000_000, nameof(Sweeps)); }

    /// <summary>Gibbs steps of every replica in a sweep, in [1, 1000].</summary>
    public int GibbsSteps { get; init => field = Require.InRange(value, 1, 1000, nameof(GibbsSteps)); } = 2;

    /// <summary>Sweeps after which the run ends where no replica has reached the last rung from the first, at least 1;
    /// never unless given.</summary>
    public int Patience { get; init => field = Require.AtLeast(value, 1, nameof(Patience)); } = int.MaxValue;

    /// <summary>Most rungs, in [2, 1000]: their tables are in memory together.</summary>
    public int MostRungs { get; init => field = Require.InRange(value, 2, 1000, nameof(MostRungs)); } = 64;

    /// <summary>Most configurations of the last rung that are kept, at least 1.</summary>
    public int Samples { get; init => field = Require.AtLeast(value, 1, nameof(Samples)); } = 4096;
}
