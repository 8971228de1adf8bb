using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>Damages files and texts at random: bits, cuts, repetitions, numbers and values of JSON at their extremes,
/// control characters. Of archives and packed files either the bytes are damaged or what is in them.</summary>
internal static partial class Damage
{
    private const int MostSteps = 3, MostRepeats = 300, Deep = 5000, Longest = 1 << 18;

    private static readonly string[] Numbers =
    [
        "-1", "0", "1", "2", "1e308", "-1e308", "1e-320", "NaN", "Infinity", "-Infinity", "2147483647", "2147483648",
        "-2147483649", "9223372036854775807", "18446744073709551615", "18446744073709551616", "0.5", "1e400", "99999",
    ];

    private static readonly string[] Values =
    [
        "null", "[]", "{}", "\"\"", "true", "false", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\nb\"", "[null]",
        "[[]]",
        "{\"a\":1}", "\"NaN\"", "[1,2,3]", "-1", "1e308", "2147483648", "\"..\"",
    ];

    private static readonly string[] Controls =
        ["\0", "\u001b[31m", "\r", "\n", "\t", "\u2028", "\u0085", "\ufeff", "\u007f", "\v", "\f", "\u202e", "é",
            "\ud83d\ude00"];

    /// <summary>Damages a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="random">Decides how.</param>
    public static byte[] Of(byte[] content, System.Random random)
    {
        if (content is [(byte)'P', (byte)'K', ..] && random.Next(3) > 0)
            return WithinArchive(content, random);
        if (GzipFile.IsGzip(content) && random.Next(2) > 0)
            return Pack(Of(GzipFile.Unpack(content).ToArray(), random));
        for (int steps = random.Next(3) > 0 ? 1 : random.Next(1, MostSteps + 1); steps > 0; steps--)
            content = Step(content, random);
        return content;
    }

    /// <summary>Damages a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="random">Decides how.</param>
    public static string Of(string text, System.Random random)
    {
        for (int steps = random.Next(3) > 0 ? 1 : random.Next(1, MostSteps + 1); steps > 0; steps--)
            text = TextStep(text, random);
        return text;
    }

    /// <summary>A number as text, mostly an extreme one.</summary>
    /// <param name="random">Decides which.</param>
    public static string Number(System.Random random) => random.GetItems(Numbers, 1)[0];

    private static byte[] Step(byte[] content, System.Random random)
    {
        bool isText = content.AsSpan(0, Math.Min(content.Length, 1000)).IndexOf((byte)0) < 0;
        if (random.Next(10) < (isText ? 7 : 2))
            return Encoding.Latin1.GetBytes(TextStep(Encoding.Latin1.GetString(content), random));
        byte[] damaged = (byte[])content.Clone();
        int at = random.Next(content.Length + 1), length = random.Next(1, 1 + Math.Min(content.Length + 1, 64));
        Span<byte> rest = damaged.AsSpan(at);
        switch (random.Next(9))
        {
            case 0 when rest.Length > 0:
                rest[0] ^= (byte)(1 << random.Next(8));
                return damaged;
            case 1 when rest.Length > 0:
                rest[0] = (byte)random.Next(256);
                return damaged;
            case 2 when rest.Length > 0:
                rest[..Math.Min(random.Next(1, 9), rest.Length)].Fill(random.GetItems<byte>([0, 1, 0x7F, 0x80, 0xFF], 1)[0]);
                return damaged;
            case 3:
                return content[..at];
            case 4:
                return content[at..];
            case 5:
                return [.. content[..at], .. content[Math.Min(content.Length, at + length)..]];
            case 6:
                return Repeat(content, at, length, random);
            case 7:
                int from = random.Next(content.Length + 1);
                return [.. content[..at], .. content[from..Math.Min(content.Length, from + length)], .. content[at..]];
            default:
                byte[] noise = new byte[length];
                random.NextBytes(noise);
                return [.. content[..at], .. noise, .. content[at..]];
        }
    }

    private static byte[] Repeat(byte[] content, int at, int length, System.Random random)
    {
        byte[] piece = content[at..Math.Min(content.Length, at + length)];
        int times = Math.Min(random.Next(1, MostRepeats), Longest / Math.Max(1, piece.Length));
        return [.. content[..at], .. Enumerable.Repeat(piece, times).SelectMany(bytes => bytes), .. content[at..]];
    }

    private static string TextStep(string text, System.Random random)
    {
        int at = random.Next(text.Length + 1);
        switch (random.Next(9))
        {
            case 0 or 1:
                return ReplaceOne(NumberPattern(), text, Number(random), random);
            case 2 or 3:
                return ReplaceOne(ValuePattern(), text, random.GetItems(Values, 1)[0], random);
            case 4:
                return text.Insert(at, random.GetItems(Controls, 1)[0]);
            case 5:
                return ReplaceOne(ValuePattern(), text, new string('[', Deep) + new string(']', random.Next(2) * Deep), random);
            case 6:
                return text[..at];
            case 7:
                return text.Remove(at, Math.Min(text.Length - at, random.Next(1, 9)));
            default:
                string[] lines = text.Split('\n');
                int line = random.Next(lines.Length), other = random.Next(lines.Length);
                (lines[line], lines[other]) = (lines[other], random.Next(2) == 0 ? lines[line] : lines[other]);
                return string.Join('\n', lines);
        }
    }

    private static string ReplaceOne(Regex pattern, string text, string replacement, System.Random random)
    {
        MatchCollection found = pattern.Matches(text.Length > Longest ? text[..Longest] : text);
        if (found.Count == 0)
            return replacement;
        Match one = found[random.Next(found.Count)];
        return text[..one.Index] + replacement + text[(one.Index + one.Length)..];
    }

    /// <summary>Damages one entry of an archive, its name, or leaves it out or doubles it.</summary>
    private static byte[] WithinArchive(byte[] content, System.Random random)
    {
        using ZipArchive from = new(new MemoryStream(content));
        using MemoryStream packed = new();
        using (ZipArchive to = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            int chosen = random.Next(from.Entries.Count), kind = random.Next(8);
            foreach ((int i, ZipArchiveEntry entry) in from.Entries.Index())
            {
                if (i == chosen && kind == 0)
                    continue;
                using MemoryStream bytes = new();
                using (Stream stream = entry.Open())
                    stream.CopyTo(bytes);
                byte[] own = i == chosen && kind > 2 ? Of(bytes.ToArray(), random) : bytes.ToArray();
                string name = i == chosen && kind == 1 ? Of(entry.FullName, random) : entry.FullName;
                for (int times = i == chosen && kind == 2 ? 2 : 1; times > 0; times--)
                {
                    using Stream stream = to.CreateEntry(name.Length == 0 ? "/" : name, CompressionLevel.Fastest).Open();
                    stream.Write(own);
                }
            }
        }

        return packed.ToArray();
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex NumberPattern();

    [GeneratedRegex("""
        "[^"\n]*"|-?\d+(\.\d+)?([eE][-+]?\d+)?|\btrue\b|\bfalse\b|\bnull\b|\[[^\[\]]{0,200}\]
        """)]
    private static partial Regex ValuePattern();
}
