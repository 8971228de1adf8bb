namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Aligned sequences in the format FASTA: a line <c>&gt;name</c>, then the letters of the sequence on one line or more.
/// A letter is a colour: its place, from 0, in one of the alphabets <c>-ACGT</c>, <c>-ACGU</c> and
/// <c>-ACDEFGHIKLMNPQRSTVWY</c>, the first that has all letters of the file. The alphabet is always whole, so that two
/// files of one family have the same colours, and those that other programs give them.
/// </summary>
public sealed class FastaFile
{
    private const byte Name = (byte)'>';

    private static readonly string[] Alphabets = ["-ACGT", "-ACGU", "-ACDEFGHIKLMNPQRSTVWY"];

    private FastaFile(string alphabet, string letters, StoredArray colours)
        => (Alphabet, Letters, Colours) = (alphabet, letters, colours);

    /// <summary>Whether it is read as proteins, but most of its letters, gaps left out, are A, C, G, T or U.</summary>
    public bool SeemsDna { get; private init; }

    /// <summary>The alphabet.</summary>
    public string Alphabet { get; }

    /// <summary>The letters that occur, in the order of the alphabet.</summary>
    public string Letters { get; }

    /// <summary>The colours, sequences × positions.</summary>
    public StoredArray Colours { get; }

    /// <summary>Alphabet and letters in a few words.</summary>
    public string Description
        => $"letters {Letters}" + (Letters == Alphabet ? "" : $" of {Alphabet}, colours by their place in it");

    /// <summary>Whether a file begins as FASTA files do.</summary>
    /// <param name="content">The whole file.</param>
    public static bool IsFasta(ReadOnlySpan<byte> content)
        => content.TrimStart(" \t\r\n"u8) is { Length: > 0 } text && text[0] == Name;

    /// <summary>Reads sequences.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="colours">Letters of the alphabet; null for the smallest that has all of the file.</param>
    /// <exception cref="FormatException">They are not of equal length, or hold a letter of no alphabet; sequence,
    /// position and letter are named.</exception>
    public static FastaFile Read(ReadOnlySpan<byte> content, int? colours = null)
    {
        List<byte> letters = new(content.Length);
        List<(string Name, int Start)> sequences = [];
        foreach (Range range in content.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = content[range].Trim(" \t\r"u8);
            if (line.StartsWith([Name]))
                sequences.Add((Excerpt.Of(line[1..].Trim((byte)' ')), letters.Count));
            else if (sequences.Count > 0)
                letters.AddRange(line);
        }

        int width = RequireAligned(sequences, letters.Count);
        string alphabet = Choose(letters, colours);
        for (int at = 0; at < letters.Count; at++)
        {
            int colour = alphabet.IndexOf((char)letters[at], StringComparison.Ordinal);
            if (colour < 0)
                throw new FormatException($"sequence {at / width + 1} ('{sequences[at / width].Name}'), position "
                    + $"{at % width + 1} holds '{Shown(letters[at])}', but it should be one of {alphabet}"
                    + (char.IsAsciiLetterLower((char)letters[at]) || letters[at] == '.'
                        ? "; insertions, small letters and dots, are to be left out; else write capitals, and - for ."
                        : ""));
            letters[at] = (byte)colour;
        }

        double bases = letters.Count(colour => alphabet[colour] is 'A' or 'C' or 'G' or 'T' or 'U');
        string used = string.Concat(letters.Distinct().Order().Select(colour => alphabet[colour]));
        return new(alphabet, used, new(new('u', 1, BigEndian: false), fortranOrder: false, [sequences.Count, width],
            letters.ToArray()))
        {
            SeemsDna = alphabet == Alphabets[^1] && bases > 0.5 * letters.Count(colour => colour != 0),
        };
    }

    /// <summary>The length of all sequences.</summary>
    private static int RequireAligned(List<(string Name, int Start)> sequences, int end)
    {
        int LengthOf(int s) => (s + 1 < sequences.Count ? sequences[s + 1].Start : end) - sequences[s].Start;
        int width = sequences.Count == 0 ? 0 : LengthOf(0);
        for (int s = 0; s < sequences.Count; s++)
        {
            if (LengthOf(s) != width || width == 0)
                throw new FormatException($"sequence {s + 1} ('{sequences[s].Name}') has {LengthOf(s)} letters, but it "
                    + "should have " + (s == 0 ? "at least one"
                        : $"{width}, as those before it: sequences should be aligned"));
        }

        return width > 0 ? width : throw new FormatException("it holds no sequence");
    }

    private static string Choose(List<byte> letters, int? colours)
    {
        string[] allowed = [.. Alphabets.Where(alphabet => colours is null || alphabet.Length == colours)];
        if (allowed.Length == 0)
            throw new FormatException($"its units are to be potts:{colours}, but they should be potts:5 or potts:21: "
                + string.Join(", ", Alphabets));
        HashSet<char> used = [.. letters.Select(letter => (char)letter)];
        // Where a letter fits none, the error names the alphabet of proteins, or that of DNA unless there is a U.
        return allowed.FirstOrDefault(used.IsSubsetOf)
            ?? (allowed.Length == 2 && !used.Contains('U') ? allowed[0] : allowed[^1]);
    }

    private static string Shown(byte letter) => Excerpt.Of(((char)letter).ToString());
}
