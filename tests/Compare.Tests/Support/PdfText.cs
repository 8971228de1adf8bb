using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>A PDF as text: its objects as they are, and what its compressed streams hold.</summary>
internal static class PdfText
{
    /// <summary>Objects and streams, one character a byte.</summary>
    public static string Of(byte[] pdf)
    {
        string text = Encoding.Latin1.GetString(pdf);
        StringBuilder all = new(text);
        foreach (Match stream in Regex.Matches(text, @"/FlateDecode[^>]*>>\s*stream\r?\n"))
        {
            int start = stream.Index + stream.Length;
            using ZLibStream inflated = new(new MemoryStream(pdf, start, pdf.Length - start), CompressionMode.Decompress);
            using StreamReader reader = new(inflated, Encoding.Latin1);
            all.Append(reader.ReadToEnd());
        }

        return all.ToString();
    }

    /// <summary>How many pages there are.</summary>
    public static int Pages(byte[] pdf)
    {
        Match root = Regex.Match(Encoding.Latin1.GetString(pdf), @"/Type\s*/Pages\b.*?/Count\s+(\d+)", RegexOptions.Singleline);
        Assert.True(root.Success, "there is no page tree");
        return int.Parse(root.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
