using System.Numerics;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// One block of hidden units of Σ_rows v_x m_μ, for visible units of two values: the product of the bits of a unit in all
/// rows with the means of those rows.
/// </summary>
/// <remarks>
/// Rows are taken 128 at a time, turned so that the bits of one visible unit lie side by side; the sum over them is made by
/// <see cref="NibbleTables"/>, in the order of <see cref="Scalar.PackedSum"/>, and then added to the gradient.
/// </remarks>
internal sealed class PackedGradient
{
    /// <summary>Rows whose sum is made at a time.</summary>
    public const int RowsPerPass = 8 * NibbleTables.BytesPerPass;

    /// <summary>Hidden units of a block: the rows are turned once for so many.</summary>
    public const int HiddenPerBlock = 4 * PackedProduct.Lanes;

    private readonly int _sites;
    private readonly int _hidden;
    private readonly bool _spins;
    private readonly byte[] _columns;
    private readonly VectorBuffer _means = new(RowsPerPass);
    private readonly VectorBuffer _tables = new(NibbleTables.BytesPerPass * NibbleTables.VectorsPerByte);
    private readonly VectorBuffer _sums;

    public PackedGradient(int sites, int hidden, bool spins)
    {
        (_sites, _hidden, _spins) = (sites, hidden, spins);
        int padded = (sites + 7) / 8 * 8;
        _columns = new byte[checked(padded * NibbleTables.BytesPerPass)];
        _sums = new(padded);
    }

    /// <inheritdoc cref="IKernel.AddGradient"/>
    public void Add(
        ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block)
    {
        int rowBytes = rows.Length / count;
        for (int first = 0; first < count; first += RowsPerPass)
        {
            int taken = Math.Min(RowsPerPass, count - first), bytes = (taken + 7) / 8;
            ReadOnlySpan<float> own = means.Slice(first * _hidden, taken * _hidden);
            BitTranspose.Rows(rows.Slice(first * rowBytes, taken * rowBytes), rowBytes, _columns, bytes);
            int end = Math.Min(_hidden, (block + 1) * HiddenPerBlock);
            for (int mu = block * HiddenPerBlock; mu < end; mu += PackedProduct.Lanes)
                AddEight(own, taken, mu, gradient.Weights);
            if (block == 0)
                AddFields(own, taken, weight, gradient);
        }
    }

    private void AddEight(ReadOnlySpan<float> means, int count, int mu, Span<float> gradient)
    {
        int bytes = (count + 7) / 8, lanes = Math.Min(PackedProduct.Lanes, _hidden - mu);
        Span<Vector256<float>> numbers = _means.Vectors[..(8 * bytes)], sums = _sums.Vectors;
        for (int r = 0; r < count; r++)
            numbers[r] = PackedProduct.Eight(means[(r * _hidden + mu)..], 1, lanes);
        numbers[count..].Clear();
        Span<Vector256<float>> tables = _tables.Vectors[..(bytes * NibbleTables.VectorsPerByte)];
        NibbleTables.Fill(numbers, _spins, tables);
        sums.Clear();
        NibbleTables.Add(tables, _columns, bytes, sums);
        for (int lane = 0; lane < lanes; lane++)
        {
            Span<float> own = gradient.Slice((mu + lane) * _sites, _sites);
            for (int x = 0; x < own.Length; x++)
                own[x] += sums[x][lane];
        }
    }

    private void AddFields(ReadOnlySpan<float> means, int count, float weight, Parameters gradient)
    {
        int bytes = (count + 7) / 8;
        for (int x = 0; x < gradient.VisibleFields.Length; x++)
        {
            // The sum of the values is a whole number: it is counted, and rounded once.
            int ones = 0;
            foreach (byte bits in _columns.AsSpan(x * bytes, bytes))
                ones += BitOperations.PopCount(bits);
            gradient.VisibleFields[x] += weight * (_spins ? 2 * ones - count : ones);
        }

        Span<float> fields = gradient.HiddenFields;
        for (; !means.IsEmpty && !fields.IsEmpty; means = means[_hidden..])
        {
            for (int mu = 0; mu < fields.Length; mu++)
                fields[mu] += means[mu];
        }
    }
}
