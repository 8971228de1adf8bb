using System.Globalization;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Commands;

/// <summary>What <c>rbm inspect</c> shows of a machine whose configurations are pictures: the fields of hidden units,
/// and the chains of its training.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Chains">Rows of its visible units, one after another; empty for none.</param>
/// <param name="Shape">Rows and columns.</param>
internal sealed record InspectPictures(Rbm Machine, ReadOnlyMemory<byte> Chains, PictureShape Shape)
{
    private const int MostOfFigure = 40;

    /// <summary>Draws into the terminal.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="most">Most fields, and most chains.</param>
    public void Print(Terminal terminal, int most)
    {
        terminal.Output.WriteLine("Fields of hidden units, each from minus its largest weight to plus:");
        PictureText.Write(terminal, [.. Fields(most)]);
        Picture[] chains = [.. ChainPictures(most)];
        if (chains.Length == 0)
            return;
        terminal.Output.WriteLine("Chains of the training:");
        PictureText.Write(terminal, chains);
    }

    /// <summary>The figures.</summary>
    /// <param name="epoch">Epochs finished.</param>
    public IEnumerable<Figure> Figures(int epoch)
    {
        Picture[] fields = [.. Fields(MostOfFigure)];
        yield return new("weights", $"Weights after {epoch} epochs",
            [Picture.Sheet(fields, 0, Colours == 1 ? "w_{i}" : "Σ_{v} |w_{iv}|")],
            Note(fields.Length, Machine.Hidden, "hidden units"));
        Picture[] chains = [.. ChainPictures(MostOfFigure)];
        if (chains.Length == 0)
            yield break;
        double between = (3 * chains[0].Low + chains[0].High) / 4;
        yield return new("samples", $"Chains after {epoch} epochs",
            [Picture.Sheet(chains, between, Colours == 1 ? "" : "v_{i}")],
            Note(chains.Length, ChainCount, "chains"));
    }

    private int Colours => Machine.VisibleLayer.Unit.Components;

    private int RowBytes => Machine.VisibleLayer.Unit.RowBytes(Machine.Sites);

    private int ChainCount => Chains.Length / RowBytes;

    private static string Note(int shown, int all, string what)
        => shown < all ? $"The first {shown} of {all} {what}, row by row" : $"All {all} {what}, row by row";

    private IEnumerable<Picture> Fields(int most)
        => Enumerable.Range(0, Math.Min(most, Machine.Hidden)).Select(mu =>
        {
            float[] field = Machine.FieldOf(mu).ToArray();
            double[] pixels = Colours == 1
                ? Array.ConvertAll(field, w => (double)w) : UnitMeasures.ProfileOf(field, Colours);
            Picture picture = Picture.AboutZero("", Shape, pixels);
            string title = string.Create(CultureInfo.InvariantCulture, $"unit {mu + 1}: {picture.High:G3}");
            return picture with
            {
                Title = title,
                Low = Colours == 1 ? picture.Low : 0,
                Scale = Colours == 1 ? picture.Scale : ColourScale.Sequential,
            };
        });

    private IEnumerable<Picture> ChainPictures(int most)
    {
        float[] values = new float[Machine.VisibleLayer.Width];
        for (int chain = 0; chain < Math.Min(most, ChainCount); chain++)
        {
            Machine.VisibleLayer.Unit.Decode(Chains.Span.Slice(chain * RowBytes, RowBytes), values);
            double[] pixels = [.. Enumerable.Range(0, Machine.Sites).Select(i => Colours == 1
                ? values[i] : (double)values.AsSpan(i * Colours, Colours).IndexOf(1f))];
            double low = Colours == 1 ? Machine.VisibleLayer.Unit.Values!.Min(v => v[0]) : 0;
            double high = Colours == 1 ? 1 : Colours - 1;
            yield return new($"chain {chain + 1}", Shape, pixels, low, high, ColourScale.Sequential);
        }
    }
}
