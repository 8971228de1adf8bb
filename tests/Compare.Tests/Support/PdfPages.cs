using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>Counts the pages of a PDF as cairo writes it: by the root of its page tree, compressed or not.</summary>
internal static class PdfPages
{
    public static int Count(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string text = Encoding.Latin1.GetString(bytes);
        StringBuilder all = new(text);
        foreach (Match stream in Regex.Matches(text, @"/Type /ObjStm.*?stream\r?\n", RegexOptions.Singleline))
        {
            using ZLibStream inflated = new(new MemoryStream(bytes, stream.Index + stream.Length, bytes.Length - stream.Index - stream.Length), CompressionMode.Decompress);
            using StreamReader reader = new(inflated, Encoding.Latin1);
            all.Append(reader.ReadToEnd());
        }
        Match pages = Regex.Match(all.ToString(), @"/Type\s*/Pages\b.*?/Count\s+(\d+)", RegexOptions.Singleline);
        Assert.True(pages.Success, $"{path} has no page tree");
        return int.Parse(pages.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
