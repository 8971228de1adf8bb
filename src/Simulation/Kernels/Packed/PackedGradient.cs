using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// One block of hidden units of Σ_rows v_x m_μ, for visible units of two values: the product of the bits of a unit in
/// all rows with the means of those rows.
/// </summary>
/// <remarks>
/// Rows are taken 128 at a time and transposed, so that the bits of one visible unit lie side by side. The sum over
/// them is made by <see cref="NibbleTables"/>, in the order stated there, and then added to the gradient.
/// </remarks>
internal sealed class PackedGradient
{
    /// <summary>Rows that are summed at a time.</summary>
    public const int RowsPerPass = 128;

    /// <summary>Hidden units of a block, for all of which the rows are transposed once.</summary>
    public const int HiddenPerBlock = 3 * NibbleTables.Columns;

    private const int Lanes = PackedProduct.Lanes;

    private readonly int _sites;
    private readonly int _hidden;
    private readonly bool _spins;
    private readonly byte[] _columns;
    private readonly VectorBuffer _means = new(2 * RowsPerPass);
    private readonly VectorBuffer _tables = new(NibbleTables.BytesPerPass * NibbleTables.VectorsPerByte);
    private readonly VectorBuffer _first;
    private readonly VectorBuffer _second;

    /// <summary>Buffers for N × M units.</summary>
    /// <param name="sites">N.</param>
    /// <param name="hidden">M.</param>
    /// <param name="spins">Whether the visible units are ±1; else 0, 1.</param>
    public PackedGradient(int sites, int hidden, bool spins)
    {
        (_sites, _hidden, _spins) = (sites, hidden, spins);
        int padded = (sites + 7) / 8 * 8;
        _columns = new byte[checked(padded * RowsPerPass / 8)];
        (_first, _second) = (new(padded), new(padded));
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
            for (int mu = block * HiddenPerBlock; mu < end; mu += NibbleTables.Columns)
                AddSixteen(own, taken, mu, gradient.Weights);
            if (block == 0)
                AddFields(own, taken, weight, gradient);
        }
    }

    private void AddSixteen(ReadOnlySpan<float> means, int count, int mu, Span<float> gradient)
    {
        int bytes = (count + 7) / 8, left = _hidden - mu;
        Span<Vector256<float>> numbers = _means.Vectors[..(bytes * NibbleTables.NumbersPerByte)];
        if (left >= NibbleTables.Columns)
        {
            for (int r = 0; r < count; r++)
            {
                ReadOnlySpan<float> own = means[(r * _hidden + mu)..];
                (numbers[2 * r], numbers[2 * r + 1]) = (Vector256.Create(own), Vector256.Create(own[Lanes..]));
            }
        }
        else
        {
            // The other lanes hold numbers without meaning, and their sums are not used.
            Span<float> single = MemoryMarshal.Cast<Vector256<float>, float>(numbers);
            for (int r = 0; r < count; r++)
                means.Slice(r * _hidden + mu, left).CopyTo(single[(NibbleTables.Columns * r)..]);
        }

        numbers[(2 * count)..].Clear();
        Span<Vector256<float>> first = _first.Vectors, second = left > Lanes ? _second.Vectors : [];
        first.Clear();
        second.Clear();
        for (int start = 0; start < bytes; start += NibbleTables.BytesPerPass)
        {
            int taken = Math.Min(NibbleTables.BytesPerPass, bytes - start);
            Span<Vector256<float>> tables = _tables.Vectors[..(taken * NibbleTables.VectorsPerByte)];
            NibbleTables.Fill(numbers.Slice(start * NibbleTables.NumbersPerByte, taken * NibbleTables.NumbersPerByte),
                _spins, tables);
            NibbleTables.Add(tables, _spins, _columns.AsSpan(start), bytes, first, second);
        }

        AddTransposed(first, gradient[(mu * _sites)..]);
        if (left > Lanes)
            AddTransposed(second, gradient[((mu + Lanes) * _sites)..]);
    }

    /// <summary>Adds lane l of the sum of unit x at [l × N + x], for the lanes that stand for hidden units.</summary>
    private void AddTransposed(ReadOnlySpan<Vector256<float>> sums, Span<float> gradient)
    {
        int x = 0;
        if (gradient.Length >= Lanes * _sites)
        {
            for (; x <= _sites - Lanes; x += Lanes)
                AddEight(sums.Slice(x, Lanes), gradient[x..]);
        }

        for (; x < _sites; x++)
        {
            for (int lane = 0; lane < Lanes && lane * _sites < gradient.Length; lane++)
                gradient[lane * _sites + x] += sums[x][lane];
        }
    }

    /// <summary>The same for eight units and eight lanes.</summary>
    private void AddEight(ReadOnlySpan<Vector256<float>> sums, Span<float> gradient)
    {
        Vector256<float> v0 = sums[0], v1 = sums[1], v2 = sums[2], v3 = sums[3];
        Vector256<float> v4 = sums[4], v5 = sums[5], v6 = sums[6], v7 = sums[7];
        LaneTranspose.Eight(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        AddTo(gradient, v0);
        AddTo(gradient[_sites..], v1);
        AddTo(gradient[(2 * _sites)..], v2);
        AddTo(gradient[(3 * _sites)..], v3);
        AddTo(gradient[(4 * _sites)..], v4);
        AddTo(gradient[(5 * _sites)..], v5);
        AddTo(gradient[(6 * _sites)..], v6);
        AddTo(gradient[(7 * _sites)..], v7);

        static void AddTo(Span<float> numbers, Vector256<float> added)
            => (Vector256.Create(numbers) + added).CopyTo(numbers);
    }

    private void AddFields(ReadOnlySpan<float> means, int count, float weight, Parameters gradient)
    {
        int bytes = (count + 7) / 8;
        for (int x = 0; x < gradient.VisibleFields.Length; x++)
        {
            // The sum of the values is an integer: it is counted exactly, and the product is rounded once.
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
