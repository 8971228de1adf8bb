using SkiaSharp;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>A PDF document that has the same bytes whenever it is made: no date stands in it.</summary>
internal static class PdfFile
{
    private const int Lossless = 101; // SkiaSharp's quality above which pictures are not made into JPEG

    /// <summary>An empty document; dispose of it after closing.</summary>
    /// <param name="file">Where it is written.</param>
    /// <param name="title">Its title.</param>
    public static SKDocument Create(Stream file, string title)
        => SKDocument.CreatePdf(file, new SKDocumentPdfMetadata
        {
            Title = title,
            Author = "RbmTheory",
            Creator = $"RbmTheory {Product.Version}",
            Producer = "SkiaSharp",
            RasterDpi = 300,
            EncodingQuality = Lossless,
        });
}
