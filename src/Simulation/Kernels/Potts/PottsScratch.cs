using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.Potts;

/// <summary>The buffers with which one thread works on one chunk of Potts rows, allocated once. Each row of the chunk
/// has a lane of a vector.</summary>
internal sealed class PottsScratch
{
    /// <summary>Rows in a vector.</summary>
    public const int Lanes = 8;

    /// <summary>Vectors of a chunk: four, for each of which <see cref="PottsPowers"/> and <see cref="PottsSweep"/> have
    /// a variable of its own.</summary>
    public const int Vectors = Rows / Lanes;

    private const int Rows = IKernel.ChunkRows;

    private readonly int _sites;
    private readonly byte[] _rows;
    private readonly Vector256<byte>[] _columns;
    private readonly VectorBuffer _hidden, _uniforms, _powers, _first, _thresholds, _drawn, _next, _states;

    /// <summary>Scratch for N sites of P colours and M hidden units.</summary>
    /// <param name="sites">N.</param>
    /// <param name="colours">P.</param>
    /// <param name="hidden">M.</param>
    /// <param name="stride">Distance of the hidden inputs of two rows, at least M.</param>
    public PottsScratch(int sites, int colours, int hidden, int stride)
    {
        _sites = sites;
        _rows = new byte[Rows * sites + ByteColumns.Slack];
        _columns = new Vector256<byte>[ByteColumns.Count(sites)];
        Colours = new byte[sites * Rows];
        HiddenInputs = new float[Rows * stride];
        LargestHidden = new float[hidden];
        _hidden = new VectorBuffer(hidden * Vectors);
        _uniforms = new VectorBuffer(sites * Vectors);
        _powers = new VectorBuffer((colours - 1) * Vectors);
        _first = new VectorBuffer(Vectors);
        _thresholds = new VectorBuffer(Vectors);
        _drawn = new VectorBuffer(Vectors);
        _next = new VectorBuffer(Vectors);
        _states = new VectorBuffer(Vectors);
    }

    /// <summary>The colour of site i in row r at [i × 32 + r]: the rows transposed.</summary>
    public byte[] Colours { get; }

    /// <summary>I_μ of row r at [r × stride + μ].</summary>
    public float[] HiddenInputs { get; }

    /// <summary>The largest |h_μ log₂ e| of all rows, length M.</summary>
    public float[] LargestHidden { get; }

    /// <summary>h_μ log₂ e of rows 8 v … 8 v + 7 at [4 μ + v].</summary>
    public Span<Vector256<float>> Hidden => _hidden.Vectors;

    /// <summary>u of every site, rows 8 v … 8 v + 7 at [4 i + v].</summary>
    public Span<Vector256<float>> Uniforms => _uniforms.Vectors;

    /// <summary>2^{x_a} of the present site, x_a = (I_a − I_0) log₂ e, at [4 (a − 1) + v].</summary>
    public Span<Vector256<float>> Powers => _powers.Vectors;

    /// <summary>2^{x_0} at [v].</summary>
    public Span<Vector256<float>> First => _first.Vectors;

    /// <summary>u S_{P−1} at [v].</summary>
    public Span<Vector256<float>> Thresholds => _thresholds.Vectors;

    /// <summary>The colours drawn at that site, at [v].</summary>
    public Span<Vector256<int>> Drawn => MemoryMarshal.Cast<Vector256<float>, Vector256<int>>(_drawn.Vectors);

    /// <summary>Numbers of the states of the hidden side at [v], see <see cref="PottsStates"/>.</summary>
    public Span<Vector256<int>> States => MemoryMarshal.Cast<Vector256<float>, Vector256<int>>(_states.Vectors);

    /// <summary>I of the colours drawn so far, at [v], for M = 1.</summary>
    public Span<Vector256<float>> NextInputs => _next.Vectors;

    /// <summary>Copies the rows, transposed; the lanes beyond them get colour 0.</summary>
    public void Load(ReadOnlySpan<byte> rows, int count)
    {
        rows = rows[..(count * _sites)];
        rows.CopyTo(_rows);
        _rows.AsSpan(rows.Length).Clear();
        ByteColumns.FromRows(_rows, _sites, _columns);
        for (int i = 0; i < _sites; i++)
        {
            Vector256.Shuffle(_columns[i].AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7))
                .AsByte().CopyTo(Colours, i * Rows);
        }
    }

    /// <summary>Copies the rows back.</summary>
    public void Store(Span<byte> rows, int count)
    {
        for (int i = 0; i < _sites; i++)
        {
            Vector256<int> colours = Vector256.Create(Colours, i * Rows).AsInt32();
            _columns[i] = Vector256.Shuffle(colours, Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)).AsByte();
        }

        ByteColumns.ToRows(_columns, _sites, _rows);
        _rows.AsSpan(0, count * _sites).CopyTo(rows);
    }

    /// <summary>Stores the colours of one site.</summary>
    /// <param name="site">i.</param>
    /// <param name="colours">Those of rows 8 v … 8 v + 7 at [v], all four.</param>
    public void Store(int site, ReadOnlySpan<Vector256<int>> colours)
    {
        Vector256<short> low = Vector256.Narrow(colours[0], colours[1]);
        Vector256<short> high = Vector256.Narrow(colours[2], colours[3]);
        Vector256.Narrow(low.AsUInt16(), high.AsUInt16()).CopyTo(Colours, site * Rows);
    }
}
