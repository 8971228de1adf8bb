using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>Configurations that are pictures are shown as pictures, and their shape decides nothing else.</summary>
public sealed class InspectPicturesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Digits_are_known_to_be_pictures_and_drawn_into_the_terminal_and_as_figures()
    {
        Train("digits:samples=50", "run", "--hidden", "9");
        Reply reply = Rbm.Run("inspect", _folder["run"], "--figures");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        string[] lines = reply.Output.Split('\n');
        int title = Array.FindIndex(lines, line => line.StartsWith("unit 1: ", StringComparison.Ordinal));
        // 5 pictures of 28 columns, and blanks between, in 159 columns; 14 lines of two rows each.
        Assert.Equal(5, lines[title].Split("unit").Length - 1);
        Assert.All(lines[(title + 1)..(title + 15)], line => Assert.Matches("^[ ░▒▓█]{0,144}$", line));
        Assert.Contains("chain 8", reply.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unit 9: ", reply.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("weights by site", reply.Output, StringComparison.Ordinal);
        Assert.Contains("unit 9: ", Rbm.Run("inspect", _folder["run"], "--all").Output, StringComparison.Ordinal);
        foreach (string name in (string[])["weights", "samples", "curves"])
        {
            foreach (string kind in (string[])["png", "pdf", "svg", "csv"])
                Assert.True(new FileInfo(_folder["run", "figures", $"{name}.{kind}"]).Length > 0);
        }
    }

    [Fact]
    public void The_shape_is_that_of_an_IDX_file_or_of_the_option_and_is_kept_in_the_plan()
    {
        byte[] pixels = [.. Enumerable.Range(0, 6 * 20).Select(i => (byte)(i * i % 7 > 3 ? 255 : 0))];
        using (FileStream file = File.Create(_folder["data.idx"]))
            IdxFile.Write(file, pixels, 6, 4, 5);
        Train(_folder["data.idx"], "idx", "--threshold", "127", "--batch", "3");
        Assert.Equal(new PictureShape(4, 5), PlanFile.Read(_folder["idx", "plan.json"]).Shape);

        File.WriteAllText(_folder["data.csv"], string.Concat(pixels.Chunk(20).Select(row => string.Join(',', row.Select(p => p > 0 ? 1 : 0)) + "\n")));
        Train(_folder["data.csv"], "csv", "--batch", "3", "--shape", "10x2");
        Assert.Equal(new PictureShape(10, 2), PlanFile.Read(_folder["csv", "plan.json"]).Shape);
        Train(_folder["data.csv"], "none", "--batch", "3");
        Assert.Null(PlanFile.Read(_folder["none", "plan.json"]).Shape);
        Assert.Contains("weights by site", Rbm.Run("inspect", _folder["none"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("weights by site", Rbm.Run("inspect", _folder["none"], "--shape", "4x5").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_decides_nothing_of_a_training()
    {
        File.WriteAllText(_folder["data.csv"], "0,1,1,0\n1,1,0,0\n0,0,1,1\n");
        Train(_folder["data.csv"], "plain", "--batch", "3", "--epochs", "3");
        Train(_folder["data.csv"], "shaped", "--batch", "3", "--shape", "2x2");
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["shaped"], "--epochs", "3", "--shape", "1x4").Code);
        Assert.Equal(File.ReadAllBytes(_folder["plain", "result.npz"]), File.ReadAllBytes(_folder["shaped", "result.npz"]));
        Assert.Equal(new PictureShape(1, 4), PlanFile.Read(_folder["shaped", "plan.json"]).Shape);
    }

    [Theory]
    [InlineData("3x3", "--shape = 3x3, 9 pixels, but it should be as many as there are units, 4")]
    [InlineData("0x4", "--shape = 0x4, but it should be rows and columns")]
    [InlineData("4", "--shape = 4, but it should be rows and columns")]
    [InlineData("2x2x1", "--shape = 2x2x1, but it should be rows and columns")]
    public void A_shape_that_does_not_fit_is_refused(string shape, string message)
    {
        File.WriteAllText(_folder["data.csv"], "0,1,1,0\n1,1,0,0\n0,0,1,1\n");
        Train(_folder["data.csv"], "run", "--batch", "3");
        foreach (string[] line in (string[][])[["inspect", _folder["run"]], ["train", "--data", _folder["data.csv"], "--batch", "3"]])
        {
            Reply reply = Rbm.Run([.. line, "--shape", shape]);
            Assert.Equal((2, ""), (reply.Code, reply.Output.Contains("units,", StringComparison.Ordinal) ? "" : reply.Output));
            Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_fields_of_a_ring_have_a_place()
    {
        File.WriteAllText(_folder["data.csv"], "0,1,1,0\n1,1,0,0\n0,0,1,1\n");
        Train(_folder["data.csv"], "file", "--batch", "3", "--fields");
        Train("ising:sites=9,samples=30", "ring");
        string file = Rbm.Run("inspect", _folder["file"]).Output, ring = Rbm.Run("inspect", _folder["ring"]).Output;
        foreach (string head in (string[])["centre (site)", "FWHM (sites)", "W = |Σw|"])
        {
            Assert.Contains(head, ring, StringComparison.Ordinal);
            Assert.DoesNotContain(head, file, StringComparison.Ordinal);
        }

        Assert.Contains("norm √Σw²", file, StringComparison.Ordinal);
        Assert.Contains(" field", file, StringComparison.Ordinal);
        Assert.Equal(1.3, UnitMeasures.Of([-0.5f, 1.2f], hidden: 1, colours: 1)["norm"][0], 1e-7);
    }

    [Fact]
    public void Pixels_become_half_blocks_or_shades()
    {
        PictureShape shape = new(3, 4);
        Picture bits = new("", shape, [0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0], 0, 1, ColourScale.Sequential);
        Assert.Equal(" ▄▀█", PictureText.Plain(bits, 0));
        Assert.Equal("▀ ▀ ", PictureText.Plain(bits, 2));
        Picture signed = Picture.AboutZero("", shape, [-2, -1, 0, 2, -2, -1, 0, 2, 1, 1, 1, double.NaN]);
        Assert.Equal(" ░▒█", PictureText.Plain(signed, 0));
        Assert.Equal((-2, 2), (signed.Low, signed.High));
    }

    [Fact]
    public void A_sheet_has_every_pixel_in_its_place_the_first_row_on_top()
    {
        PictureShape shape = new(2, 3);
        Picture Of(double start) => new("", shape, [.. Enumerable.Range(0, 6).Select(i => start + i)], 0, 30, ColourScale.Sequential);
        Series map = Assert.Single(Picture.Sheet([Of(1), Of(11), Of(21)], -1, "v").Series);
        // Two in a row, 3 + 1 + 3 columns, 2 + 1 + 2 rows, the lowest row first.
        Assert.Equal([
            24, 25, 26, -1, 0, 0, 0,
            21, 22, 23, -1, 0, 0, 0,
            -1, -1, -1, -1, -1, -1, -1,
            4, 5, 6, -1, 14, 15, 16,
            1, 2, 3, -1, 11, 12, 13], map.Value!);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0], map.X[..8]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], map.Y[..8]);
    }

    private void Train(string data, string run, params string[] more)
    {
        Reply reply = Rbm.Run(["train", "--data", data, "--out", _folder[run],
            .. more.Contains("--epochs") ? (string[])[] : ["--epochs", "1"], .. more]);
        Assert.True(reply.Code == 0, reply.Errors);
    }
}
