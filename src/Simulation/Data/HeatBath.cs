using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// The law of one unit of a <see cref="GibbsSampler"/> given all others: P(v_i = a) ∝ e^{f_a}, f_a = Σ_n J_n M(v_n, a)
/// over the neighbours n. Where there are few neighbours, the laws for all their colours are tabulated.
/// </summary>
/// <remarks>The exponential is the single-precision one that has the same bits on every machine: probabilities are off
/// by 1e−7 of themselves, once J and M are given.</remarks>
internal sealed class HeatBath
{
    // A table of 1 MB, which four neighbours of ten colours fit, is still several times faster than the exponentials.
    private const int LargestTable = 1 << 17;

    private readonly int _vectors;
    private readonly Vector256<double>[] _kernel;
    private readonly double[] _strengths;
    private readonly double[]? _table;

    /// <summary>Lays out the neighbours and, where they are few, the laws.</summary>
    /// <param name="sites">N.</param>
    /// <param name="couplings">J_1, J_2, …</param>
    /// <param name="kernel">M, checked.</param>
    public HeatBath(int sites, IReadOnlyList<double> couplings, double[,] kernel)
    {
        Colours = kernel.GetLength(0);
        _vectors = (Colours + 3) / 4;
        _kernel = new Vector256<double>[Colours * _vectors];
        for (int k = 0; k < _kernel.Length; k++)
            _kernel[k] = Four(kernel, k / _vectors, k % _vectors * 4);

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

    /// <summary>Length of the scratch of the other methods: P rounded up to a multiple of eight.</summary>
    public int ScratchLength => (Colours + 7) / 8 * 8;

    /// <summary>Σ_{b ≤ a} e^{f_b − max f}, for each colour a of a unit.</summary>
    /// <param name="state">The colours of all units.</param>
    /// <param name="site">The unit.</param>
    /// <param name="scratch">Length <see cref="ScratchLength"/>.</param>
    public ReadOnlySpan<double> Cumulative(ReadOnlySpan<byte> state, int site, Span<double> scratch)
    {
        if (_table is null)
        {
            Accumulate(state, site, scratch);
            return scratch[..Colours];
        }

        // The unit before, which was drawn last, is the first neighbour: its colour is read last, so that the rest does
        // not wait for it.
        int law = 0;
        for (int n = Steps.Length - 1; n >= 0; n--)
            law = law * Colours + Neighbour(state, site, n);
        return _table.AsSpan(law * Colours, Colours);
    }

    /// <summary>f_a, for each colour a of a unit, and f_0 again up to a multiple of four.</summary>
    /// <param name="state">The colours of all units.</param>
    /// <param name="site">The unit.</param>
    /// <param name="fields">Length <see cref="ScratchLength"/>.</param>
    public void Fields(ReadOnlySpan<byte> state, int site, Span<double> fields)
    {
        Span<Vector256<double>> sums = MemoryMarshal.Cast<double, Vector256<double>>(fields)[.._vectors];
        sums.Clear();
        for (int n = 0; n < _strengths.Length; n++)
        {
            Vector256<double> strength = Vector256.Create(_strengths[n]);
            int row = Neighbour(state, site, n) * _vectors;
            ReadOnlySpan<Vector256<double>> couplings = _kernel.AsSpan(row, sums.Length);
            for (int v = 0; v < couplings.Length; v++)
                sums[v] += strength * couplings[v];
        }
    }

    private int Neighbour(ReadOnlySpan<byte> state, int site, int n)
    {
        int other = site + Steps[n];
        return state[other < state.Length ? other : other - state.Length];
    }

    private void Accumulate(ReadOnlySpan<byte> state, int site, Span<double> cumulative)
    {
        Fields(state, site, cumulative);
        Span<Vector256<double>> fours = MemoryMarshal.Cast<double, Vector256<double>>(cumulative);
        Vector256<double> most = fours[0];
        foreach (Vector256<double> four in fours[1.._vectors])
            most = Higher(most, four);
        most = Higher(most, Vector256.Shuffle(most, Vector256.Create(2, 3, 0, 1)));
        Vector256<double> shift = Higher(most, Vector256.Shuffle(most, Vector256.Create(1, 0, 3, 2)));

        // What is beyond P is not read again.
        double sum = 0;
        for (int v = 0; v < fours.Length - 1; v += 2)
        {
            Vector256<float> powers = LaneExponential.Exp(Vector256.Narrow(fours[v] - shift, fours[v + 1] - shift));
            (fours[v], fours[v + 1]) = (Vector256.WidenLower(powers), Vector256.WidenUpper(powers));
        }

        foreach (ref double entry in cumulative[..Colours])
            entry = sum += entry;
    }

    private static Vector256<double> Higher(Vector256<double> a, Vector256<double> b)
        => Vector256.ConditionalSelect(Vector256.GreaterThan(b, a), b, a);

    /// <summary>The laws one after another; the first neighbour's colour runs fastest.</summary>
    private double[] Tabulate()
    {
        // A unit 0 with its neighbours and no others.
        double[] table = new double[(int)Math.Pow(Colours, Steps.Length + 1)], scratch = new double[ScratchLength];
        byte[] state = new byte[Steps.Length == 0 ? 1 : Steps.Max() + 1];
        for (int law = 0; law < table.Length / Colours; law++)
        {
            int rest = law;
            foreach (int step in Steps)
                (state[step], rest) = ((byte)(rest % Colours), rest / Colours);
            Accumulate(state, 0, scratch);
            scratch.AsSpan(0, Colours).CopyTo(table.AsSpan(law * Colours));
        }

        return table;
    }

    // Beyond the last colour comes the first again, so that no maximum changes.
    private static Vector256<double> Four(double[,] kernel, int row, int first)
    {
        double At(int column) => kernel[row, column < kernel.GetLength(1) ? column : 0];
        return Vector256.Create(At(first), At(first + 1), At(first + 2), At(first + 3));
    }
}
