using System.IO.Compression;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// S data that samples are compared with: their moments, the triples that are looked at, their spectrum and their size
/// when packed are computed once, for all sets of samples. See <see cref="SampleQuality"/> for what is compared.
/// </summary>
/// <remarks>All averages are whole numbers over S, so that the same rows in another order give the same errors, but for
/// the packed size.</remarks>
public sealed class QualityReference
{
    /// <summary>Triples of units whose third moments are compared.</summary>
    public const int Triples = 100_000;

    private readonly IVisibleUnit _unit;
    private readonly (int Rows, int Columns)? _picture;
    private readonly (int I, int J, int K)[] _triples;
    private readonly WordRows _rows;
    private readonly Measured _data;

    /// <summary>Measures data.</summary>
    /// <param name="data">S ≥ 2 rows of N ≥ 3 units; weights are not looked at.</param>
    /// <param name="unit">The units, of two values: {0, 1} or ±1.</param>
    /// <param name="picture">Rows and columns of the pixels, unit columns × row + column the pixel there; 1 × N for a
    /// ring; null where a sample is no picture.</param>
    /// <param name="stream">Draws the triples, independent and each of three different units.</param>
    /// <exception cref="ArgumentException">The data or the shape do not fit.</exception>
    public QualityReference(
        IDataSet data, IVisibleUnit unit, (int Rows, int Columns)? picture, ref RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(unit);
        if (unit is not (BinaryUnit or SpinUnit))
            throw Require.Error(nameof(unit), unit.Name, "binary or spin");
        Samples = Require.AtLeast(data.Samples, 2);
        Sites = Require.AtLeast(data.Sites, 3);
        if (picture is var (rows, columns))
            Require.Length(Require.AtLeast(rows, 1) * Require.AtLeast(columns, 1), Sites, "pixels");
        (_unit, _picture) = (unit, picture);
        _triples = new (int, int, int)[Triples];
        foreach (ref (int, int, int) triple in _triples.AsSpan())
            triple = Draw(Sites, ref stream);
        _rows = new(data);
        _data = Measure(data);
    }

    /// <summary>S.</summary>
    public int Samples { get; }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>The fraction of units of the data at their higher value.</summary>
    public double Activity => _data.Activity;

    /// <summary>Compares samples with the data.</summary>
    /// <param name="samples">S rows of N of the units.</param>
    /// <exception cref="ArgumentException">Their number or that of their units is another.</exception>
    public SampleQuality Of(IDataSet samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.Length(samples.Samples, Samples);
        Require.Length(samples.Sites, Sites);
        Measured found = Measure(samples);
        // A centred value is (high − low) times a centred bit.
        double square = Math.Pow(_unit.Values!.Max(v => v[0]) - _unit.Values!.Min(v => v[0]), 2);
        return new(
            square * MeanSquare(found.Means, _data.Means),
            square * square * MeanSquare(found.Covariances, _data.Covariances),
            square * square * square * MeanSquare(found.ThirdMoments, _data.ThirdMoments),
            found.Power?.DistanceTo(_data.Power!),
            AdversarialAccuracy.Of(new WordRows(samples), _rows),
            found.PackedBytes / (double)_data.PackedBytes - 1,
            found.Activity);
    }

    private Measured Measure(IDataSet set)
    {
        BitMoments moments = new(set);
        double[] means = [.. Enumerable.Range(0, Sites).Select(moments.Mean)];
        double[] pairs = new double[checked(Sites * (Sites - 1) / 2)], covariances = new double[pairs.Length];
        for (int i = 0, at = 0; i < Sites; i++)
        {
            for (int j = 0; j < i; j++, at++)
            {
                pairs[at] = moments.Pair(i, j);
                covariances[at] = pairs[at] - means[i] * means[j];
            }
        }

        return new(means, covariances, [.. _triples.Select(t => moments.ThirdMoment(t.I, t.J, t.K))],
            _picture is var (rows, columns) ? RadialPower.Of(moments, pairs, _unit, rows, columns) : null,
            PackedBytes(set), means.Average());
    }

    private static (int I, int J, int K) Draw(int sites, ref RandomStream stream)
    {
        int i = stream.NextInt(sites), j = stream.NextInt(sites - 1), k = stream.NextInt(sites - 2);
        // j counts the units without i, k those without i and j.
        j += j >= i ? 1 : 0;
        (int low, int high) = (Math.Min(i, j), Math.Max(i, j));
        k += k >= low ? 1 : 0;
        k += k >= high ? 1 : 0;
        return (i, j, k);
    }

    private static double MeanSquare(double[] one, double[] other)
    {
        double sum = 0;
        for (int n = 0; n < one.Length; n++)
            sum += (one[n] - other[n]) * (one[n] - other[n]);
        return sum / one.Length;
    }

    private static long PackedBytes(IDataSet set)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] row = new byte[set.RowBytes], bits = new byte[set.Sites];
            for (int s = 0; s < set.Samples; s++)
            {
                set.CopyRow(s, row);
                for (int i = 0; i < bits.Length; i++)
                    bits[i] = (byte)(row[i >> 3] >> (i & 7) & 1);
                gzip.Write(bits);
            }
        }

        return packed.Length;
    }

    /// <summary>What is compared of a set.</summary>
    private sealed record Measured(double[] Means, double[] Covariances, double[] ThirdMoments, RadialPower? Power,
        long PackedBytes, double Activity);
}
