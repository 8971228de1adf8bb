using System.Runtime.ExceptionServices;
using System.Text.Json;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports.Html;
using RbmTheory.Compare.Reports.Pdf;

namespace RbmTheory.Compare.Reports;

/// <summary>
/// Writes figures and report into a folder. Everything is made in a folder beside it first and moved over at the end,
/// so that nothing half-written is ever seen.
/// </summary>
public sealed class ReportWriter : IDisposable
{
    private const string Figures = "figures", Draft = ".draft-";

    private readonly string _folder, _draft;

    /// <summary>Starts an empty draft.</summary>
    /// <param name="folder">The report's folder.</param>
    public ReportWriter(string folder)
    {
        _folder = folder;
        _draft = Path.Combine(folder, $"{Draft}{Environment.ProcessId}");
        Dispose(); // a killed program may have left one, and process numbers come again
        Forsaken.Remove(folder, Draft + "*");
    }

    /// <summary>Writes a figure's CSV, PNG, PDF and SVG.</summary>
    /// <param name="figure">The figure.</param>
    public void Write(Figure figure)
    {
        string path = Path.Combine(_draft, Figures, figure.Name);
        AtomicFile.WriteText(path + ".csv", FigureData.ToCsv(figure));
        AtomicFile.WriteBytes(path + ".png", FigureFiles.Png(figure));
        AtomicFile.WriteBytes(path + ".pdf", FigureFiles.Pdf(figure));
        AtomicFile.WriteText(path + ".svg", FigureFiles.Svg(figure));
    }

    /// <summary>Writes a text.</summary>
    /// <param name="name">Name of its file.</param>
    /// <param name="text">The text.</param>
    public void Write(string name, string text) => AtomicFile.WriteText(Path.Combine(_draft, name), text);

    /// <summary>Writes several figures, some at a time.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="threads">How many are drawn at a time; at least 1.</param>
    public void Write(IReadOnlyList<Figure> figures, int threads)
    {
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = Require.AtLeast(threads, 1) };
            Parallel.ForEach(figures, options, Write);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>Writes the report as PDF and as HTML, and the verdicts as JSON.</summary>
    /// <param name="document">The report.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="json">How to write them.</param>
    public void Write<T>(Document document, T verdicts, JsonSerializerOptions json)
    {
        AtomicFile.WriteText(Path.Combine(_draft, "verdicts.json"), JsonSerializer.Serialize(verdicts, json) + "\n");
        AtomicFile.WriteBytes(Path.Combine(_draft, "report.pdf"), PdfReport.Of(document));
        AtomicFile.WriteText(Path.Combine(_draft, "report.html"), HtmlReport.Of(document));
    }

    /// <summary>Moves everything written into its place and lists it.</summary>
    public IReadOnlyList<string> Publish()
    {
        List<string> published = [];
        if (!Directory.Exists(_draft))
            return published;
        foreach (
            string file in Directory.GetFiles(_draft, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string target = Path.Combine(_folder, Path.GetRelativePath(_draft, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file, target, overwrite: true);
            published.Add(target);
        }
        return published;
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_draft))
            Directory.Delete(_draft, recursive: true);
    }
}
