namespace RbmTheory.Simulation.Data;

/// <summary>
/// Configurations of ±1 spins, one signed byte a spin, row-major: sample s is the <see cref="Sites"/> spins that start
/// at s × <see cref="Sites"/>.
/// </summary>
public sealed class SpinSet
{
    private readonly sbyte[] _spins;

    /// <summary>A set of the given shape with all spins +1, to be filled through <see cref="Writable"/>.</summary>
    /// <param name="samples">Number of configurations S, at least 1.</param>
    /// <param name="sites">Number of spins N of each, at least 1; S × N must fit one array (2 147 483 591).</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public SpinSet(int samples, int sites)
    {
        Samples = Require.AtLeast(samples, 1);
        Sites = Require.InRange(sites, 1, Array.MaxLength / samples);
        _spins = GC.AllocateUninitializedArray<sbyte>(samples * sites);
        Array.Fill(_spins, (sbyte)1);
    }

    /// <summary>Number of configurations S.</summary>
    public int Samples { get; }

    /// <summary>Number of spins N of each configuration.</summary>
    public int Sites { get; }

    /// <summary>The spins of one configuration, length <see cref="Sites"/>, each −1 or +1.</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    public ReadOnlySpan<sbyte> Sample(int sample) => Writable(sample);

    /// <summary>The same spins as <see cref="Sample"/>, to be written; only −1 and +1 belong there.</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    public Span<sbyte> Writable(int sample)
        => _spins.AsSpan(Require.InRange(sample, 0, Samples - 1) * Sites, Sites);
}
