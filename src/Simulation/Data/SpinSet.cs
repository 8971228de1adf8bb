using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Configurations of units with two values (±1, or 0 and 1), one bit a unit and no padding: unit i of sample s is bit
/// s × N + i, set for the higher value. 10⁶ samples of 100 units take 12.5 MB.
/// </summary>
public sealed class SpinSet : IDataSet
{
    private const int WordBits = 64, Together = 32;

    private readonly ulong[] _words;

    /// <summary>A set of the given shape with all bits clear, to be filled by <see cref="Write"/>.</summary>
    /// <param name="samples">Number of configurations S, at least 1.</param>
    /// <param name="sites">Number of units N of each, at least 1; the S × N bits must fit one array of 64-bit
    /// words.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public SpinSet(int samples, int sites)
    {
        Samples = Require.AtLeast(samples, 1);
        Sites = Require.AtLeast(sites, 1);
        long words = (long)samples * sites / WordBits + 2;
        if (words > Array.MaxLength)
            throw Require.Error(nameof(sites), sites, $"at most {(long)(Array.MaxLength - 2) * WordBits / samples}");

        // One word more than needed: a row is read in words that may reach beyond its last bit.
        _words = new ulong[words];
    }

    /// <summary>A set of the rows given.</summary>
    /// <param name="rows">S rows of N numbers each, S and N at least 1: a number above 0 is the higher value of its unit,
    /// any other the lower.</param>
    /// <exception cref="ArgumentException">There is no row, or their lengths differ.</exception>
    public static SpinSet Of(IReadOnlyList<int[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Require.AtLeast(rows.Count, 1);
        SpinSet set = new(rows.Count, rows[0].Length);
        byte[] bits = new byte[set.RowBytes];
        for (int sample = 0; sample < rows.Count; sample++)
        {
            Require.Length(rows[sample].Length, set.Sites);
            Array.Clear(bits);
            for (int i = 0; i < set.Sites; i++)
                bits[i >> 3] |= (byte)(rows[sample][i] > 0 ? 1 << (i & 7) : 0);
            set.Write(sample, bits);
        }

        return set;
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Sites { get; }

    /// <inheritdoc/>
    public int RowBytes => BitRow.Bytes(Sites);

    /// <summary>One spin, −1 or +1.</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <param name="site">In [0, <see cref="Sites"/>).</param>
    /// <exception cref="ArgumentException">There is no such spin.</exception>
    public int Spin(int sample, int site)
    {
        long bit = FirstBit(sample) + Require.InRange(site, 0, Sites - 1);
        return (_words[bit / WordBits] >> (int)(bit % WordBits) & 1) != 0 ? 1 : -1;
    }

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row)
    {
        ulong first = (ulong)FirstBit(sample);
        ReadOnlySpan<ulong> words = _words.AsSpan((int)(first / WordBits));
        Copy(words[0], words, (int)(first % WordBits), row[..RowBytes]);
    }

    /// <inheritdoc/>
    public void CopyRows(ReadOnlySpan<int> samples, Span<byte> rows)
    {
        // Rows in random order are far apart, and most are not in a cache. First a word of each is read: the processor
        // then waits for many rows from memory at the same time, not for one after another.
        Span<ulong> places = stackalloc ulong[Together], firstWords = stackalloc ulong[Together];
        int bytes = RowBytes;
        rows = rows[..checked(samples.Length * bytes)];
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, Together);
            for (int r = 0; r < count; r++)
            {
                places[r] = (ulong)FirstBit(samples[r]);
                firstWords[r] = _words[places[r] / WordBits];
            }

            samples = samples[count..];
            for (int r = 0; r < count; r++)
            {
                // A copy may write beyond its row: the rows that come later overwrite it.
                ReadOnlySpan<ulong> words = _words.AsSpan((int)(places[r] / WordBits));
                Copy(firstWords[r], words, (int)(places[r] % WordBits), rows);
                rows = rows[bytes..];
            }
        }
    }

    /// <inheritdoc/>
    public unsafe void Prefetch(ReadOnlySpan<int> samples)
    {
        foreach (int sample in samples)
        {
            ulong first = (ulong)FirstBit(sample) / WordBits;
            if (!Sse.IsSupported)
                continue;

            // The garbage collector may move the array meanwhile: to prefetch an address that is no longer right is
            // harmless.
            Sse.Prefetch0(Unsafe.AsPointer(ref _words[first]));
            Sse.Prefetch0(Unsafe.AsPointer(ref _words[first + (ulong)Sites / WordBits]));
        }
    }

    /// <summary>Copies the N bits of a row; where the span is longer, up to seven bytes beyond them become 0.</summary>
    /// <param name="current">words[0], which has been read already.</param>
    /// <param name="words">The words that hold the row.</param>
    /// <param name="shift">Where the row starts: a bit of words[0].</param>
    /// <param name="row">Receives the bits.</param>
    private void Copy(ulong current, ReadOnlySpan<ulong> words, int shift, Span<byte> row)
    {
        int left = Sites;
        for (int k = 1; left > 0; k++, left -= WordBits)
        {
            // Shifted by 63 − shift and by 1 more: a shift by 64 at once would do nothing.
            ulong next = words[k], word = current >> shift | next << 1 << (WordBits - 1 - shift);
            current = next;
            if (left < WordBits)
                word &= (1UL << left) - 1;
            if (BinaryPrimitives.TryWriteUInt64LittleEndian(row, word))
            {
                row = row[Math.Min(sizeof(ulong), row.Length)..];
                continue;
            }

            for (int b = 0; b < row.Length; b++, word >>= 8)
                row[b] = (byte)word;
        }
    }

    /// <summary>Replaces one configuration. Neighbouring rows share words: one thread at a time may write.</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <param name="row">At least <see cref="RowBytes"/> bytes; bits beyond the last unit are ignored.</param>
    /// <exception cref="ArgumentException">There is no such sample, or the row is too short.</exception>
    public void Write(int sample, ReadOnlySpan<byte> row)
    {
        long bit = FirstBit(sample);
        Require.AtLeast(row.Length, RowBytes);
        for (int i = 0; i < Sites; i += 8, bit += 8)
        {
            int count = Math.Min(8, Sites - i);
            ulong mask = (1UL << count) - 1, value = row[i >> 3] & mask;
            int word = (int)(bit / WordBits), shift = (int)(bit % WordBits);
            _words[word] = _words[word] & ~(mask << shift) | value << shift;
            if (shift + count > WordBits)
            {
                int done = WordBits - shift;
                _words[word + 1] = _words[word + 1] & ~(mask >> done) | value >> done;
            }
        }
    }

    private long FirstBit(int sample) => (long)Require.InRange(sample, 0, Samples - 1) * Sites;
}
