using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The second moments C_ij = ⟨v_i v_j⟩_data (24) of ±1 rows of a <see cref="SpinSet"/>, nothing subtracted: the mean of the
/// paper's spins is 0 by symmetry. Each is (S − 2D)/S, D the number of rows in which the two spins differ.
/// </summary>
/// <remarks>The bits of 1024 rows are transposed into words that hold 64 rows of one site, so that a pair of sites
/// costs an exclusive or and a count of bits for 64 rows, N²/128 of each a row. Every count is exact.</remarks>
public sealed class SpinCovariance
{
    // Rows that are transposed at a time, those that are compared at a time, and the words of one site that these fill.
    private const int Transposed = 256, Together = 1024, Words = Together / 64;

    private readonly long[] _differ;
    private readonly byte[] _rows;
    private readonly ulong[] _columns;

    /// <summary>An empty collection.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <exception cref="ArgumentException">N is out of range.</exception>
    public SpinCovariance(int sites)
    {
        Sites = Require.AtLeast(sites, 1);
        _differ = new long[sites * sites];
        int squares = (sites + BitTranspose.Side - 1) / BitTranspose.Side;
        _rows = new byte[Transposed * squares * sizeof(ulong)];
        _columns = new ulong[squares * BitTranspose.Side * Words];
    }

    /// <summary>C of a whole set, N × N and symmetric.</summary>
    /// <param name="data">S × N spins.</param>
    public static double[,] Of(SpinSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        SpinCovariance covariance = new(data.Sites);
        covariance.Add(data, 0, data.Samples);
        return covariance.Matrix();
    }

    /// <summary>N, the number of sites.</summary>
    public int Sites { get; }

    /// <summary>S, how many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds successive rows of a set.</summary>
    /// <param name="data">S × N spins.</param>
    /// <param name="first">The first row, in [0, S].</param>
    /// <param name="count">How many, in [0, S − first].</param>
    /// <exception cref="ArgumentException">The set has other sites, or there are no such rows.</exception>
    public void Add(SpinSet data, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.Length(data.Sites, Sites);
        Require.InRange(first, 0, data.Samples);
        Require.InRange(count, 0, data.Samples - first);
        for (int done = 0; done < count; done += Together)
            AddTogether(data, first + done, Math.Min(Together, count - done));
        Rows += count;
    }

    /// <summary>C, N × N and symmetric.</summary>
    /// <exception cref="ArgumentException">No row was added.</exception>
    public double[,] Matrix()
    {
        Require.Positive(Rows);
        double[,] matrix = new double[Sites, Sites];
        for (int i = 0; i < Sites; i++)
        {
            for (int j = 0; j <= i; j++)
                matrix[i, j] = matrix[j, i] = (double)(Rows - 2 * _differ[i * Sites + j]) / Rows;
        }

        return matrix;
    }

    private void AddTogether(SpinSet data, int first, int count)
    {
        // Missing rows have all bits 0, so that no two sites differ in them.
        Array.Clear(_columns);
        for (int done = 0; done < count; done += Transposed)
            Transpose(data, first + done, Math.Min(Transposed, count - done), done / 64);
        for (int i = 1; i < Sites; i++)
            Compare(_columns.AsSpan(i * Words, Words), _columns, _differ.AsSpan(i * Sites, i));
    }

    /// <summary>Transposes rows of bits into four words of each site.</summary>
    private void Transpose(SpinSet data, int first, int count, int word)
    {
        int bytes = _rows.Length / Transposed;
        Array.Clear(_rows);
        for (int row = 0; row < count; row++)
            data.CopyRow(first + row, _rows.AsSpan(row * bytes, bytes));
        Span<Vector256<ulong>> square = stackalloc Vector256<ulong>[BitTranspose.Side];
        for (int place = 0; place < bytes; place += sizeof(ulong))
        {
            for (int row = 0; row < square.Length; row++)
                square[row] = Vector256.Create(Read(row), Read(row + 64), Read(row + 128), Read(row + 192));
            BitTranspose.Squares(square);
            for (int site = 0; site < square.Length; site++)
                square[site].CopyTo(_columns.AsSpan((place * 8 + site) * Words + word, 4));

            ulong Read(int row) => BinaryPrimitives.ReadUInt64LittleEndian(_rows.AsSpan(row * bytes + place));
        }
    }

    /// <summary>Counts the rows in which a site differs from those before it.</summary>
    private static void Compare(ReadOnlySpan<ulong> column, ReadOnlySpan<ulong> others, Span<long> differ)
    {
        for (int j = 0; j < differ.Length; j++)
        {
            ReadOnlySpan<ulong> other = others.Slice(j * Words, Words);
            int sum = 0;
            for (int w = 0; w < Words; w++)
                sum += BitOperations.PopCount(column[w] ^ other[w]);
            differ[j] += sum;
        }
    }
}
