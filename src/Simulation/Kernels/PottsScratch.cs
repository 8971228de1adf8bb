using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels;

/// <summary>What one thread needs to work on one chunk of Potts rows, made once. A row of the chunk is a
/// lane.</summary>
internal sealed class PottsScratch
{
    /// <summary>Rows side by side in a vector.</summary>
    public const int Lanes = 8;

    /// <summary>Vectors of a chunk: the methods of <see cref="PottsTables"/> write them out, all four.</summary>
    public const int Vectors = IKernel.ChunkRows / Lanes;

    private readonly VectorBuffer _visibleInputs, _uniforms;

    /// <summary>Scratch for N sites of P colours and M hidden units.</summary>
    /// <param name="sites">N.</param>
    /// <param name="colours">P.</param>
    /// <param name="hidden">M.</param>
    /// <param name="stride">Of the hidden inputs, at least M.</param>
    public PottsScratch(int sites, int colours, int hidden, int stride)
    {
        Colours = new byte[sites * IKernel.ChunkRows];
        HiddenInputs = new float[IKernel.ChunkRows * stride];
        Hidden = new Vector256<float>[hidden * Vectors];
        _uniforms = new VectorBuffer(sites * Vectors);
        _visibleInputs = new VectorBuffer((colours - 1) * Vectors);
        Bounds = new Vector256<float>[Vectors];
        Drawn = new Vector256<int>[Vectors];
    }

    /// <summary>The colour of site i in row r at [i × 32 + r]: the rows transposed.</summary>
    public byte[] Colours { get; }

    /// <summary>I_μ of row r at [r × stride + μ].</summary>
    public float[] HiddenInputs { get; }

    /// <summary>h_μ log₂ e of rows 8 v … 8 v + 7 at [μ × 4 + v].</summary>
    public Vector256<float>[] Hidden { get; }

    /// <summary>x_a = (I_a − I_0) log₂ e of the site at work, rows 8 v … 8 v + 7 at [v (P − 1) + a − 1].</summary>
    public Span<Vector256<float>> VisibleInputs => _visibleInputs.Vectors;

    /// <summary>What no |x_a| of a row exceeds at any site, rows 8 v … 8 v + 7 at [v].</summary>
    public Vector256<float>[] Bounds { get; }

    /// <summary>u of every site, rows 8 v … 8 v + 7 at [i × 4 + v].</summary>
    public Span<Vector256<float>> Uniforms => _uniforms.Vectors;

    /// <summary>The colours drawn from them, at [v].</summary>
    public Vector256<int>[] Drawn { get; }

    /// <summary>Takes over the rows, transposed; the lanes beyond them show colour 0.</summary>
    public void Load(ReadOnlySpan<byte> rows, int count)
    {
        int sites = Colours.Length / IKernel.ChunkRows;
        for (int i = 0; i < sites; i++)
        {
            Span<byte> lanes = Colours.AsSpan(i * IKernel.ChunkRows, IKernel.ChunkRows);
            for (int row = 0; row < count; row++)
                lanes[row] = rows[row * sites + i];
            lanes[count..].Clear();
        }
    }

    /// <summary>Gives the rows back.</summary>
    public void Store(Span<byte> rows, int count)
    {
        int sites = Colours.Length / IKernel.ChunkRows;
        for (int row = 0; row < count; row++)
        {
            Span<byte> values = rows.Slice(row * sites, sites);
            for (int i = 0; i < values.Length; i++)
                values[i] = Colours[i * IKernel.ChunkRows + row];
        }
    }
}
