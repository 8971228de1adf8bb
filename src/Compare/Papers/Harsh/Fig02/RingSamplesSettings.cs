using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Figs. 2 and 8.</summary>
/// <typeparam name="TRing">The data: settings of a run.</typeparam>
/// <param name="Ring">The data.</param>
internal sealed record RingSamplesSettings<TRing>(TRing Ring)
    where TRing : class, IRingData
{
    /// <summary>How many independent sets of data.</summary>
    [Shown("Data sets")]
    public int DataSets { get; init; } = 10;

    /// <summary>The first samples of the first set that are drawn.</summary>
    [Shown("Data sets", "the first {0} samples of the first are shown")]
    public int Drawn => Ring.Drawn;

    /// <summary>The distances at which correlations are compared, at most N/2.</summary>
    public IReadOnlyList<int> JudgedDistances { get; init; } = [1, 5, 10, 50];
}

/// <summary>Data on a ring, of which a run draws one set.</summary>
internal interface IRingData
{
    /// <summary>How many samples a figure has room for.</summary>
    const int MostDrawn = 100;

    /// <summary>N.</summary>
    int Sites { get; }

    /// <summary>S.</summary>
    int Samples { get; }

    /// <summary>How many samples are drawn.</summary>
    int Drawn => Math.Min(Samples, MostDrawn);

    /// <summary>The correlation of the finite ring.</summary>
    /// <param name="distance">d, from 0 to N/2.</param>
    double Correlation(int distance);

    /// <summary>Draws a data set.</summary>
    /// <param name="seed">Its seed.</param>
    /// <returns>The correlations, without a sample yet, and what copies sample s into a row.</returns>
    (RingCorrelation Correlation, Action<int, int[]> Read) Sample(ulong seed);
}

/// <summary>A data set, in numbers.</summary>
/// <param name="Mean">The mean that is 0 by symmetry.</param>
/// <param name="Length">ξ, from neighbours, in sites.</param>
/// <param name="Correlation">At distance 0, 1, …, N/2.</param>
/// <param name="Configurations">The first samples, one after another, of a first set; else null.</param>
internal sealed record RingSample(
    double Mean, double Length, double[] Correlation, double[]? Configurations = null);
