using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Weights of rows by machines of spins and binary units: inputs by <see cref="PackedProduct"/>, sixteen hidden units
/// at a time, and
/// <code>
/// Γ(I) = |I| + log(1 + e^{−2|I|}) of a spin,    max(I, 0) + log(1 + e^{−|I|}) of a binary unit,
/// </code>
/// where the factors 1 + e^{…} of many units share a logarithm.
/// </summary>
/// <remarks>
/// Inputs and factors are in single precision. An input of N terms errs by some √N 2^−24 Σ|w|/√N, a factor by 2^−23; for
/// 784 × 500 units the sum errs by 10^−4 nats or so.
/// </remarks>
internal sealed class PackedRowWeights : IRowWeights
{
    /// <summary>A product of so many factors of at most 2 is finite.</summary>
    private const int FactorsOfProduct = 100;
    private const double LogTwo = 0.69314718055994530942;

    private readonly PackedProduct _product;
    private readonly RowSums _bias;
    private readonly bool _hasBias;
    private readonly bool _spins;
    private readonly int _padding;
    private readonly VectorBuffer _tables = new(NibbleTables.BytesPerPass * NibbleTables.VectorsPerByte);
    private VectorBuffer _first = new(NibbleTables.RowGroup);
    private VectorBuffer _second = new(NibbleTables.RowGroup);
    private VectorBuffer _factors = new(NibbleTables.RowGroup);
    private byte[] _rows = [];

    /// <summary>Weights by a machine.</summary>
    /// <param name="machine">One that <see cref="PackedKernel.Fits"/>.</param>
    public PackedRowWeights(Rbm machine)
    {
        _product = new(machine.Sites, machine.Hidden, machine.VisibleLayer.Unit is SpinUnit);
        _product.Read(machine.Weights, 1, machine.Sites, machine.Parameters.HiddenFields);
        _product.Tabulate();
        _bias = new(machine.VisibleLayer);
        _hasBias = _bias.LoadBias(machine.Parameters.VisibleFields);
        _spins = machine.HiddenLayer.Unit is SpinUnit;
        _padding = 2 * PackedProduct.Lanes * _product.Blocks - machine.Hidden;
    }

    /// <inheritdoc/>
    public void Of(ReadOnlySpan<byte> rows, Span<double> logs)
    {
        Reserve(rows, logs.Length);
        for (int r = 0; r < logs.Length; r++)
            logs[r] = (_hasBias ? _bias.Sum(rows.Slice(r * _product.RowBytes, _product.RowBytes)) : 0)
                - _padding * LogTwo;
        int padded = NibbleTables.Padded(logs.Length), factors = 0;
        _factors.Vectors.Fill(Vector256<float>.One);
        for (int block = 0; block < _product.Blocks; block++)
        {
            Span<Vector256<float>> first = _first.Vectors[..padded], second = _second.Vectors[..padded];
            second.Clear();
            _product.Sum(_rows, block, _tables.Vectors, first, second);
            AddUnits(first, _product.Fields[2 * block], logs);
            AddUnits(second, _product.Fields[2 * block + 1], logs);
            if ((factors += 2) >= FactorsOfProduct)
                factors = TakeLogarithms(logs);
        }

        TakeLogarithms(logs);
    }

    /// <summary>|I| or max(I, 0) of eight hidden units to the logarithms, the rest to the factors.</summary>
    private void AddUnits(ReadOnlySpan<Vector256<float>> sums, Vector256<float> fields, Span<double> logs)
    {
        Span<Vector256<float>> factors = _factors.Vectors;
        for (int r = 0; r < logs.Length; r++)
        {
            Vector256<float> input = sums[r] + fields, magnitude = Vector256.Abs(input);
            factors[r] *= Vector256<float>.One + LaneExponential.Exp(_spins ? -magnitude - magnitude : -magnitude);
            var (low, high) = Vector256.Widen(_spins ? magnitude : Vector256.Max(input, Vector256<float>.Zero));
            low += high;
            logs[r] += low[0] + low[1] + (low[2] + low[3]);
        }
    }

    /// <summary>The factors so far as logarithms; returns 0, their number then.</summary>
    private int TakeLogarithms(Span<double> logs)
    {
        for (int r = 0; r < logs.Length; r++)
        {
            var log = new LogProduct();
            foreach (float factor in MemoryMarshal.Cast<Vector256<float>, float>(_factors.Vectors.Slice(r, 1)))
                log.Multiply(factor);
            logs[r] += log.Value;
        }

        _factors.Vectors.Fill(Vector256<float>.One);
        return 0;
    }

    /// <summary>Copies the rows, padded to a multiple of four.</summary>
    private void Reserve(ReadOnlySpan<byte> rows, int count)
    {
        int padded = NibbleTables.Padded(count);
        if (_rows.Length < padded * _product.RowBytes)
        {
            (_first, _second, _factors) = (new(padded), new(padded), new(padded));
            _rows = new byte[padded * _product.RowBytes];
        }

        rows.CopyTo(_rows);
    }
}
