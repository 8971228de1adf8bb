using System.Runtime.ExceptionServices;
using System.Text.Json;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Reports;

/// <summary>
/// Writes figures and report into a folder. Everything is made in a folder beside it first and moved over at the end,
/// so that nothing half-written is ever seen.
/// </summary>
public sealed class ReportWriter : IDisposable
{
    private const string Figures = "figures";

    private readonly string _folder, _draft;

    /// <summary>Starts an empty draft.</summary>
    /// <param name="folder">The report's folder.</param>
    public ReportWriter(string folder)
    {
        _folder = folder;
        _draft = Path.Combine(folder, $".draft-{Environment.ProcessId}");
        Dispose(); // a killed program may have left one, and process numbers come again
    }

    /// <summary>Whether gnuplot is there; without it tables, scripts and text are written, but no pictures.</summary>
    public bool CanDraw { get; } = Gnuplot.Version() is not null;

    /// <summary>Writes a figure's CSV and script, and draws its PNG, PDF and SVG.</summary>
    /// <param name="figure">The figure.</param>
    public void Write(Figure figure)
    {
        string place = Path.Combine(_draft, Figures);
        AtomicFile.WriteText(Path.Combine(place, figure.Name + ".csv"), FigureData.ToCsv(figure));
        AtomicFile.WriteText(Path.Combine(place, figure.Name + ".gp"), GnuplotScript.Standalone(figure));
        if (CanDraw)
            Gnuplot.Draw(place, figure.Name + ".gp");
    }

    /// <summary>Writes several figures, some at a time: each waits for a gnuplot of its own.</summary>
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

    /// <summary>
    /// Writes the report as a gnuplot script and, drawn by it, as thumbnails and PDF; with the thumbnails as HTML;
    /// and the verdicts as JSON.
    /// </summary>
    /// <param name="document">The report; its figures have been written.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="json">How to write them.</param>
    public void Write<T>(Document document, T verdicts, JsonSerializerOptions json)
    {
        AtomicFile.WriteText(Path.Combine(_draft, "verdicts.json"), JsonSerializer.Serialize(verdicts, json) + "\n");
        AtomicFile.WriteText(Path.Combine(_draft, "report.gp"), PdfReport.Script(document, Figures));
        if (CanDraw)
            Gnuplot.Draw(_draft, "report.gp");
        AtomicFile.WriteText(Path.Combine(_draft, "report.html"),
            HtmlReport.Page(document, Path.Combine(_draft, Figures)));
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
