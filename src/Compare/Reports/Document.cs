using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;

namespace RbmTheory.Compare.Reports;

/// <summary>A report before it is set: sections of blocks, free of any renderer.</summary>
/// <param name="Title">Title of the report.</param>
/// <param name="Subtitle">The line under it.</param>
/// <param name="Footer">What stands at the foot of every page.</param>
/// <param name="Sections">Sections; each starts a page.</param>
public sealed record Document(string Title, string Subtitle, string Footer, IReadOnlyList<Section> Sections);

/// <summary>A section of a report.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Blocks">What stands under it.</param>
/// <param name="Id">What links name it by: letters and digits; empty where nothing links to it.</param>
public sealed record Section(string Heading, IReadOnlyList<Block> Blocks, string Id = "");

/// <summary>A part of a section.</summary>
public abstract record Block;

/// <summary>Running text, Unicode, without markup.</summary>
/// <param name="Text">One paragraph.</param>
public sealed record Paragraph(string Text) : Block;

/// <summary>A figure with its caption number.</summary>
/// <param name="Figure">The figure.</param>
public sealed record FigureBlock(Figure Figure) : Block;

/// <summary>Small pictures of figures, in rows.</summary>
/// <param name="Items">The pictures.</param>
public sealed record ThumbnailBlock(IReadOnlyList<Thumbnail> Items) : Block;

/// <summary>A small picture of a figure.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Caption">What stands under it.</param>
/// <param name="Link">The section it leads to.</param>
public sealed record Thumbnail(Figure Figure, string Caption, string Link);

/// <summary>A table.</summary>
/// <param name="Columns">Headings, and the share of the width each column gets.</param>
/// <param name="Rows">Cells, as many a row as there are columns.</param>
/// <param name="HasFilter">
/// On a screen the reader may choose rows by their first column and by their outcome.
/// </param>
public sealed record Table(
    IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, bool HasFilter = false) : Block;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Share">Its share of the table's width.</param>
/// <param name="IsNumeric">It holds numbers, which are set flush right.</param>
/// <param name="IsPage">
/// It holds the numbers of the pages that its cells lead to; it is left out where there are no pages.
/// </param>
public sealed record Column(string Heading, double Share, bool IsNumeric = false, bool IsPage = false);

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Outcome">The judgement it states, which gives it a colour; null for an ordinary cell.</param>
/// <param name="Link">The section it leads to; empty for none.</param>
public sealed record Cell(string Text, Outcome? Outcome = null, string Link = "");
