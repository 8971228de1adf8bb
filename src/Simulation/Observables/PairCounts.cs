using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How often two sites of Potts configurations have two colours, Σ_s [v_i = v][v_j = v′], for a
/// <see cref="PottsCovariance"/>. Counted row by row, that is N²/2 additions a row, scattered over (N P)² numbers. Here
/// rows are collected first; for every indicator (i, v) the rows with v_i = v are listed, and their indicators, a byte
/// each, are added up in registers, 128 at a time, before the sums are added to the counts.
/// </summary>
/// <remarks>N² P/2 additions of bytes a row, 32 at once. Their time is that of loading the indicators from the cache;
/// more rows together would save passes over the counts, but their indicators would no longer fit into the
/// cache.</remarks>
internal sealed class PairCounts
{
    // The indicators of a slice then take 128 KiB.
    private const int MostRows = 1024;

    // Indicators of a slice, four vectors, and how many of them a byte can count.
    private const int Width = 128, MostAdded = byte.MaxValue;

    // Columns a power of two apart would compete for the same lines of the cache.
    private const int Stride = MostRows + 32;

    private readonly int _sites, _states;
    private readonly ulong[] _counts;
    private readonly ushort[] _columns, _picked;
    private readonly int[] _firsts, _next;
    private readonly byte[] _indicators;
    private int _rows;

    /// <summary>Counts that are all 0.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="states">P, at least 1.</param>
    public PairCounts(int sites, int states)
    {
        (_sites, _states) = (sites, states);
        _counts = new ulong[Dimension * Dimension];
        _columns = new ushort[Stride * sites];
        _picked = new ushort[MostRows * sites];
        _firsts = new int[Dimension + 1];
        _next = new int[states];
        _indicators = new byte[MostRows * Width];
    }

    private int Dimension => _sites * _states;

    /// <summary>Rows in which both indicators are 1.</summary>
    /// <param name="later">i P + v.</param>
    /// <param name="earlier">j P + v′, at most i P + v.</param>
    public ulong Of(int later, int earlier) => _counts[later * Dimension + earlier];

    /// <summary>Collects a row.</summary>
    /// <param name="row">N colours.</param>
    /// <exception cref="ArgumentException">A colour is not in [0, P).</exception>
    public void Add<T>(ReadOnlySpan<T> row)
        where T : struct, IBinaryInteger<T>
    {
        // The colours of one site in all rows are next to each other. A row that throws is not counted: the next one
        // overwrites it.
        Span<ushort> columns = _columns.AsSpan(_rows);
        for (int site = 0; site < row.Length; site++)
        {
            int colour = int.CreateTruncating(row[site]);
            if ((uint)colour >= (uint)_states)
                Require.InRange(colour, 0, _states - 1, nameof(row));
            columns[site * Stride] = (ushort)colour;
        }

        if (++_rows == MostRows)
            Count();
    }

    /// <summary>Counts the pairs of the rows collected.</summary>
    public void Count()
    {
        for (int site = 0; site < _sites; site++)
            Pick(site);
        for (int start = 0; start < Dimension; start += Width)
        {
            int first = start / _states, end = Math.Min(_sites, (start + Width - 1) / _states + 1);
            Array.Clear(_indicators, 0, _rows * Width);
            for (int site = first; site < end; site++)
                Mark(Column(site), site * _states - start);

            // Pairs with sites before the slice are counted in theirs.
            for (int later = first * _states; later < Dimension; later++)
                Count(later, start);
        }

        _rows = 0;
    }

    private ReadOnlySpan<ushort> Column(int site) => _columns.AsSpan(site * Stride, _rows);

    /// <summary>Lists the rows in which each colour of a site occurs, from place <see cref="_firsts"/> on.</summary>
    private void Pick(int site)
    {
        ReadOnlySpan<ushort> column = Column(site);
        Span<int> next = _next;
        next.Clear();
        foreach (ushort colour in column)
            next[colour]++;
        int first = site * _rows;
        for (int colour = 0; colour < next.Length; colour++)
        {
            _firsts[site * _states + colour] = first;
            (next[colour], first) = (first, first + next[colour]);
        }

        _firsts[(site + 1) * _states] = first;
        Span<ushort> picked = _picked;
        for (int row = 0; row < column.Length; row++)
            picked[next[column[row]]++] = (ushort)row;
    }

    /// <summary>Writes the indicators of a site that are in a slice, in every row.</summary>
    private void Mark(ReadOnlySpan<ushort> column, int shift)
    {
        Span<byte> indicators = _indicators;
        for (int row = 0; row < column.Length; row++)
        {
            int indicator = shift + column[row];
            if ((uint)indicator < Width)
                indicators[row * Width + indicator] = 1;
        }
    }

    /// <summary>Adds up a slice over the rows in which an indicator is 1.</summary>
    private void Count(int later, int start)
    {
        Span<ulong> counts = _counts.AsSpan(later * Dimension + start, Math.Min(Width, Dimension - start));
        ReadOnlySpan<ushort> picked = _picked.AsSpan(_firsts[later], _firsts[later + 1] - _firsts[later]);
        while (!picked.IsEmpty)
        {
            int together = Math.Min(MostAdded, picked.Length);
            Sum(picked[..together], counts);
            picked = picked[together..];
        }
    }

    /// <summary>Adds the indicators of some rows to their counts.</summary>
    /// <param name="picked">At most <see cref="MostAdded"/> rows.</param>
    /// <param name="counts">As many as the slice has indicators.</param>
    private void Sum(ReadOnlySpan<ushort> picked, Span<ulong> counts)
    {
        ReadOnlySpan<Vector256<byte>> indicators = MemoryMarshal.Cast<byte, Vector256<byte>>(_indicators);
        Vector256<byte> a = default, b = default, c = default, d = default;
        foreach (ushort row in picked)
        {
            ReadOnlySpan<Vector256<byte>> four = indicators.Slice(4 * row, 4);
            a += four[0];
            b += four[1];
            c += four[2];
            d += four[3];
        }

        if (counts.Length == Width)
        {
            Add(counts[..32], a);
            Add(counts[32..64], b);
            Add(counts[64..96], c);
            Add(counts[96..], d);
            return;
        }

        Span<byte> sums = stackalloc byte[Width];
        a.CopyTo(sums);
        b.CopyTo(sums[32..]);
        c.CopyTo(sums[64..]);
        d.CopyTo(sums[96..]);
        for (int k = 0; k < counts.Length; k++)
            counts[k] += sums[k];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<ulong> counts, Vector256<byte> sums)
    {
        Span<Vector256<ulong>> fours = MemoryMarshal.Cast<ulong, Vector256<ulong>>(counts);
        Add(fours[..4], Vector256.WidenLower(sums));
        Add(fours[4..], Vector256.WidenUpper(sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<Vector256<ulong>> fours, Vector256<ushort> sums)
    {
        Vector256<uint> lower = Vector256.WidenLower(sums), upper = Vector256.WidenUpper(sums);
        fours[0] += Vector256.WidenLower(lower);
        fours[1] += Vector256.WidenUpper(lower);
        fours[2] += Vector256.WidenLower(upper);
        fours[3] += Vector256.WidenUpper(upper);
    }
}
