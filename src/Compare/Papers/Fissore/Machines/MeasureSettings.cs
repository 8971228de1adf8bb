using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>What is measured of a machine.</summary>
internal sealed record MeasureSettings
{
    /// <summary>The frozen gains at the first look beyond which ρ(1) is measured.</summary>
    public IReadOnlyList<double> Gains { get; init; } = [0.2, 0.4, 0.6, 0.75, 0.85, 0.95];

    /// <summary>Chains of that.</summary>
    [Shown("Correlation of a sweep", "{0} chains")]
    public int Chains { get; init; } = 300;

    /// <summary>Sweeps that are not counted.</summary>
    [Shown("Correlation of a sweep", "{0} sweeps not counted")]
    public int Burn { get; init; } = 300;

    /// <summary>Sweeps that are.</summary>
    [Shown("Correlation of a sweep", "{0} that are")]
    public int Sweeps { get; init; } = 400;

    /// <summary>t_G, the sweeps from coins after which samples are taken.</summary>
    [Shown("Samples", "after {0:N0} sweeps")]
    public IReadOnlyList<int> SampleTimes { get; init; } = [10, 100, 1000];

    /// <summary>Samples, and data that they are compared with.</summary>
    [Shown("Samples", "{0:N0}")]
    public int Samples { get; init; } = 1000;

    /// <summary>Chains that anneal.</summary>
    [Shown("Log-likelihood", "annealed by {0} chains")]
    public int AnnealingChains { get; init; } = 20;

    /// <summary>Their steps.</summary>
    [Shown("Log-likelihood", "{0:N0} steps")]
    public int AnnealingSteps { get; init; } = 1000;

    /// <summary>Rows of the pseudo-likelihood.</summary>
    [Shown("Log-likelihood", "{0} rows of test data for the pseudo-likelihood")]
    public int TestRows { get; init; } = 200;

    /// <summary>Rows that are reconstructed.</summary>
    [Shown("Reconstruction", "{0:N0} rows of test data")]
    public int ReconstructedRows { get; init; } = 1000;

    /// <summary>Numbers of the strongest modes that machines are cut to, as far as they have more.</summary>
    public IReadOnlyList<int> Modes { get; init; } = [2, 10, 50, MachineTraining.SourceRetains, 200, 300];

    /// <summary>Random starts of the mean-field equations.</summary>
    [Shown("Fixed points", "{0} random starts")]
    public int Starts { get; init; } = 500;

    /// <summary>All of them, for a record.</summary>
    public IReadOnlyList<double> Numbers =>
    [
        Chains, Burn, Sweeps, Samples, AnnealingChains, AnnealingSteps, TestRows, ReconstructedRows, Starts, .. Gains,
        .. SampleTimes, .. Modes,
    ];
}
