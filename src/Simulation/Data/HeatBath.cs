using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// The law of one unit of a <see cref="GibbsSampler"/> given all others: P(v_i = a) ∝ e^{f_a}, f_a = Σ_n J_n M(v_n, a)
/// over the neighbours n. With few neighbours there are few such laws, and they are tabulated.
/// </summary>
/// <remarks>The exponential is the single-precision one that is alike on every machine: probabilities are off by 1e−7
/// of themselves, once J and M are given.</remarks>
internal sealed class HeatBath
{
    private const int LargestTable = 1 << 16;

    private readonly int _stride;
    private readonly double[] _kernel;
    private readonly double[] _strengths;
    private readonly double[]? _table;

    /// <summary>Lays out the neighbours and, where they are few, the laws.</summary>
    /// <param name="sites">N.</param>
    /// <param name="couplings">J_1, J_2, …</param>
    /// <param name="kernel">M, checked.</param>
    public HeatBath(int sites, IReadOnlyList<double> couplings, double[,] kernel)
    {
        Colours = kernel.GetLength(0);
        _stride = (Colours + 3) / 4 * 4;
        _kernel = new double[Colours * _stride];
        for (int entry = 0; entry < Colours * Colours; entry++)
            _kernel[entry / Colours * _stride + entry % Colours] = kernel[entry / Colours, entry % Colours];

        // The farthest unit of an even ring is one neighbour, not two.
        int[] distances = [.. Enumerable.Range(1, couplings.Count).Where(d => couplings[d - 1] != 0)];
        Steps = [.. distances.Select(d => sites - d), .. distances.Where(d => 2 * d != sites)];
        _strengths = [.. Steps.Select(step => couplings[Math.Min(step, sites - step) - 1])];
        if (Math.Pow(Colours, Steps.Length + 1) <= LargestTable)
            _table = Tabulate();
    }

    /// <summary>Number of colours P.</summary>
    public int Colours { get; }

    /// <summary>From a unit to each neighbour, along the ring: in [1, N − 1].</summary>
    public int[] Steps { get; }

    /// <summary>Σ_{b ≤ a} e^{f_b − max f}, for each colour a.</summary>
    /// <param name="neighbours">Colours of the neighbours, in the order of <see cref="Steps"/>.</param>
    /// <param name="scratch">Length P.</param>
    public ReadOnlySpan<double> Cumulative(ReadOnlySpan<byte> neighbours, Span<double> scratch)
    {
        if (_table is null)
        {
            Accumulate(neighbours, scratch);
            return scratch;
        }

        int law = 0;
        foreach (byte colour in neighbours)
            law = law * Colours + colour;
        return _table.AsSpan(law * Colours, Colours);
    }

    /// <summary>f_a, for each colour a.</summary>
    /// <param name="neighbours">Colours of the neighbours, in the order of <see cref="Steps"/>.</param>
    /// <param name="fields">Length P.</param>
    public void Fields(ReadOnlySpan<byte> neighbours, Span<double> fields)
    {
        Span<double> four = stackalloc double[4];
        for (int first = 0; first < fields.Length; first += 4)
        {
            Vector256<double> sum = Vector256<double>.Zero;
            for (int n = 0; n < neighbours.Length; n++)
                sum += _strengths[n] * Vector256.Create(_kernel.AsSpan(neighbours[n] * _stride + first, 4));
            sum.CopyTo(four);
            Span<double> target = fields[first..];
            four[..Math.Min(4, target.Length)].CopyTo(target);
        }
    }

    private void Accumulate(ReadOnlySpan<byte> neighbours, Span<double> cumulative)
    {
        Fields(neighbours, cumulative);
        double highest = cumulative[0], sum = 0;
        foreach (double field in cumulative)
            highest = field > highest ? field : highest;
        foreach (ref double entry in cumulative)
            entry = sum += Exponential.Exp((float)(entry - highest));
    }

    private double[] Tabulate()
    {
        double[] table = new double[(int)Math.Pow(Colours, Steps.Length + 1)];
        byte[] neighbours = new byte[Steps.Length];
        for (int law = 0; law < table.Length / Colours; law++)
        {
            for (int n = neighbours.Length - 1, rest = law; n >= 0; n--, rest /= Colours)
                neighbours[n] = (byte)(rest % Colours);
            Accumulate(neighbours, table.AsSpan(law * Colours, Colours));
        }

        return table;
    }
}
