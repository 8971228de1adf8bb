namespace RbmTheory.Simulation.Likelihoods;

/// <summary>How long an annealing is, see <see cref="AnnealedImportanceSampling"/>. Each property is checked when it is
/// set.</summary>
public sealed record AnnealingPlan
{
    /// <summary>Number of independent chains, at least 2: their spread gives the error.</summary>
    public required int Chains { get; init => field = Require.AtLeast(value, 2, nameof(Chains)); }

    /// <summary>Number of steps K from β = 0 to β = 1, in [1, 10^9].</summary>
    public required int Steps { get; init => field = Require.InRange(value, 1, 1_000_000_000, nameof(Steps)); }
}
