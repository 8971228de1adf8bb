using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>Text and numbers as HTML takes them.</summary>
internal static partial class Markup
{
    /// <summary>Text as it is, for an element or an attribute in double quotes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Text with <c>_{…}</c> and <c>^{…}</c> as subscripts and superscripts.</summary>
    public static string Rich(string text) => Script().Replace(Text(text), script =>
    {
        string tag = script.Groups[1].Value == "_" ? "sub" : "sup";
        return $"<{tag}>{script.Groups[2].Value}</{tag}>";
    });

    /// <summary>A heading; the number of the figure, which two blanks part from its title, is marked.</summary>
    public static string Heading(string text)
    {
        string[] parts = text.Split("  ", 2);
        return parts.Length == 1 ? Text(text) : $"<span class=\"number\">{Text(parts[0])}</span> {Text(parts[1])}";
    }

    /// <summary>A length; a hundredth of a unit is finer than any eye.</summary>
    public static string Length(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text file within this assembly.</summary>
    public static string Resource(string name)
    {
        using Stream resource = typeof(Markup).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"([_^])\{([^}]*)\}")]
    private static partial Regex Script();
}
