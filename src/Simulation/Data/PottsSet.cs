namespace RbmTheory.Simulation.Data;

/// <summary>Configurations of Potts units, one byte a colour, row-major.</summary>
public sealed class PottsSet : IDataSet
{
    /// <summary>Most colours: one byte holds one.</summary>
    public const int MaximumColours = 256;

    private readonly byte[] _colours;

    /// <summary>A set of the given shape with all colours 0, to be filled through <see cref="Writable"/>.</summary>
    /// <param name="samples">Number of configurations S, at least 1.</param>
    /// <param name="sites">Number of units N of each, at least 1; S × N must fit one array.</param>
    /// <param name="colours">Number of colours P, in [2, <see cref="MaximumColours"/>].</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public PottsSet(int samples, int sites, int colours)
    {
        Samples = Require.AtLeast(samples, 1);
        Sites = Require.InRange(sites, 1, Array.MaxLength / samples);
        Colours = Require.InRange(colours, 2, MaximumColours);
        _colours = new byte[samples * sites];
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Sites { get; }

    /// <summary>Number of colours P.</summary>
    public int Colours { get; }

    /// <inheritdoc/>
    public int RowBytes => Sites;

    /// <summary>The colours of one configuration, each in [0, P).</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    public ReadOnlySpan<byte> Sample(int sample) => Writable(sample);

    /// <summary>The same colours as <see cref="Sample"/>, to be written; only those in [0, P) belong there.</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    public Span<byte> Writable(int sample)
        => _colours.AsSpan(Require.InRange(sample, 0, Samples - 1) * Sites, Sites);

    /// <summary>All rows, one after another.</summary>
    internal Span<byte> WritableRows => _colours;

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row) => Sample(sample).CopyTo(row);
}
