using RbmTheory.Compare.Figures.Drawing;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>
/// A4 pages being filled, from top to bottom. They are drawn when the last of them is full: a table of contents can then
/// name pages that come after it, and a section that does not fit can be taken back and set smaller. Lengths are in
/// points, from the upper left corner of a page.
/// </summary>
internal sealed class PageLayout
{
    public const double Centimetre = FigureCanvas.Centimetre;

    public const double Width = 21 * Centimetre, Height = 29.7 * Centimetre, Margin = 2 * Centimetre;

    public const double TextWidth = Width - 2 * Margin, TextHeight = Height - 2 * Margin;

    private readonly List<List<PageItem>> _pages = [];

    /// <summary>What stands on each page, back to front.</summary>
    public IReadOnlyList<IReadOnlyList<PageItem>> Pages => _pages;

    /// <summary>How far down the current page is filled; there is none at first.</summary>
    public double Y { get; set; } = double.PositiveInfinity;

    /// <summary>Starts a new page.</summary>
    public void BeginPage()
    {
        _pages.Add([]);
        Y = Margin;
    }

    /// <summary>Turns the page where less than the given height is left; says whether it did.</summary>
    public bool Need(double height)
    {
        if (Y + height <= Height - Margin)
            return false;
        BeginPage();
        return true;
    }

    /// <summary>Sets something on the current page.</summary>
    public void Add(PageItem item) => _pages[^1].Add(item);

    /// <summary>Sets something on every page.</summary>
    /// <param name="itemOf">What, given the number of the page, from 1, and how many there are.</param>
    public void AddToEach(Func<int, int, PageItem> itemOf)
    {
        for (int i = 0; i < _pages.Count; i++)
            _pages[i].Add(itemOf(i + 1, _pages.Count));
    }

    /// <summary>Takes back every page after the first ones; a new one has to be started.</summary>
    /// <param name="pages">How many stay.</param>
    public void TakeBack(int pages)
    {
        _pages.RemoveRange(pages, _pages.Count - pages);
        Y = double.PositiveInfinity;
    }
}
