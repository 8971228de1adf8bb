using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Files as training data: the units that their numbers fit, and the first number that fits none.</summary>
public sealed class DataFileTests : IDisposable
{
    // Five rows of three: no two are alike, and the shape is no square.
    private static readonly double[] Spins = [1, 1, -1, -1, 1, 1, 1, -1, -1, -1, -1, -1, 1, -1, 1];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data.npy")]
    [InlineData("data.npz")]
    [InlineData("data.npz:w")]
    [InlineData("data.csv")]
    public void Every_format_gives_the_same_rows(string name)
    {
        Write(name, Spins, 3);
        TrainingData data = Load(name);
        Assert.Equal(("spin", 5, 3), (data.Unit.Name, data.Samples, data.Sites));
        Assert.Equal(Spins, Values(data));
    }

    [Fact]
    public void Pictures_are_cut_at_a_threshold()
    {
        byte[] grey = [0, 255, 128, 127, 129, 3, 200, 100];
        using (FileStream file = File.Create(_folder["digits.idx"]))
            IdxFile.Write(file, grey, 2, 2, 2);
        TrainingData data = Load("digits.idx", ("threshold", "127.5"));
        Assert.Equal(("binary", 2, 4), (data.Unit.Name, data.Samples, data.Sites));
        Assert.Equal([0, 1, 1, 0, 1, 0, 1, 0], Values(data));
        Assert.Equal([-1, 1, 1, -1, 1, -1, 1, -1], Values(Load("digits.idx", ("threshold", "127.5"), ("visible", "spin"))));
        Refuses("digits.idx", "row 1, column 2 holds 255, but it should be a colour below 64; give --threshold");
        Refuses("digits.idx", "--visible = potts:3, but with --threshold", ("threshold", "1"), ("visible", "potts:3"));
    }

    [Fact]
    public void Zeros_and_ones_are_binary_and_spins_where_these_are_asked_for()
    {
        double[] bits = [.. Spins.Select(s => (s + 1) / 2)];
        Write("bits.npy", bits, 3);
        Assert.Equal("binary", Load("bits.npy").Unit.Name);
        Assert.Equal(bits, Values(Load("bits.npy")));
        Assert.Equal(Spins, Values(Load("bits.npy", ("visible", "spin"))));
        Write("spins.npy", Spins, 3);
        Assert.Equal(bits, Values(Load("spins.npy", ("visible", "binary"))));
    }

    [Fact]
    public void Colours_are_counted_from_zero()
    {
        Write("colours.csv", [1, 0, 2, 4, 0, 3], 3);
        TrainingData data = Load("colours.csv");
        Assert.Equal(("potts:5", 2, 3), (data.Unit.Name, data.Samples, data.Sites));
        byte[] row = new byte[3];
        data.TrainingRows(2, 1).CopyRow(1, row);
        Assert.Equal([4, 0, 3], row);
        Assert.Equal("potts:7", Load("colours.csv", ("visible", "potts:7")).Unit.Name);
        Refuses("colours.csv", "row 2, column 1 holds 4, but it should be a colour, 0 to 3", ("visible", "potts:4"));
    }

    [Theory]
    [InlineData(new double[] { 1, -1, 1, 0, 1, 1 }, "row 2, column 1 holds 0, but it should be -1 or 1 (spin), 0 or 1 (binary), or a colour")]
    [InlineData(new[] { 1, 0, 1, 1, 0.5, 1 }, "row 2, column 2 holds 0.5, but it should be")]
    [InlineData(new[] { 1, 0, double.NaN, 1, 0, 1 }, "row 1, column 3 holds NaN, but it should be a finite number")]
    public void The_first_number_that_fits_no_units_is_named(double[] numbers, string named)
    {
        Write("data.csv", numbers, 3);
        Refuses("data.csv", named);
        Write("data.npy", numbers, 3);
        Refuses("data.npy", named);
    }

    [Fact]
    public void A_number_that_the_units_asked_for_do_not_have_is_named()
    {
        Write("data.csv", [1, 0, 2, 4, 0, 3], 3);
        Refuses("data.csv", "row 1, column 3 holds 2, but it should be -1 or 1, or 0 or 1 throughout", ("visible", "spin"));
        Refuses("data.csv", "row 1, column 3 holds 2, but it should be -1 or 1, or 0 or 1 throughout", ("visible", "binary"));
    }

    [Theory]
    [InlineData("data.npy", "x")]
    [InlineData("data.npz", "")]
    [InlineData("data.idx.gz", "x")]
    [InlineData("data.csv", "1,2\n1\n")]
    [InlineData("data.csv", "")]
    [InlineData("none.npy", null)]
    public void A_file_that_is_none_of_its_format_is_refused(string name, string? content)
    {
        if (content is not null)
            File.WriteAllText(_folder[name], content);
        Refuses(name, $"the data file {_folder[name]} cannot be used: ");
    }

    [Fact]
    public void An_archive_of_several_arrays_needs_a_name()
    {
        using (FileStream file = File.Create(_folder["two.npz"]))
            NpzFile.Write(file, compressed: true, ("a", npy => NpyFile.Write(npy, [1, -1], 1, 2)), ("b", npy => NpyFile.Write(npy, [1], 1)));
        Refuses("two.npz", "it holds 2 arrays, so that one has to be named: FILE.npz:a or :b");
        Assert.Equal(2, Load("two.npz:a").Sites);
        Refuses("two.npz:c", "no array named 'c', but a, b");
    }

    [Fact]
    public void A_batch_larger_than_the_file_is_refused()
    {
        Write("data.csv", Spins, 3);
        Refuses("data.csv", "--batch = 6, but it should be at most the number of samples, 5", ("batch", "6"));
    }

    [Fact]
    public void Likelihoods_of_a_model_use_its_first_rows_and_fresh_test_rows()
    {
        TrainingSettings settings = new() { Seed = 3 };
        IsingRingSampler ring = new(7, 1);
        foreach (string data in (string[])["ising:sites=7,beta=1,samples=20", "ising:sites=7,beta=1,samples=20,fresh=true"])
        {
            TrainingData loaded = TrainingData.Load(settings with { Data = DataSpec.Parse(data) });
            Assert.Equal(Rows(ring.SampleSet(11, 3)), Rows(loaded.TrainingRows(11, 3)));
            Assert.Equal(Rows(ring.SampleSet(20, 3, StreamPurpose.TestData)), Rows(loaded.TestRows(50, 3)!));
        }
    }

    private static byte[] Rows(IDataSet set)
    {
        byte[] rows = new byte[set.Samples * set.RowBytes];
        for (int s = 0; s < set.Samples; s++)
            set.CopyRow(s, rows.AsSpan(s * set.RowBytes));
        return rows;
    }

    private void Write(string name, double[] values, int columns)
    {
        using FileStream file = File.Create(_folder[name.Split(':')[0]]);
        if (name.Contains(".npz", StringComparison.Ordinal))
            NpzFile.Write(file, compressed: false, ("w", npy => NpyFile.Write(npy, values, values.Length / columns, columns)));
        else if (name.EndsWith(".npy", StringComparison.Ordinal))
            NpyFile.Write(file, values, values.Length / columns, columns);
        else
            CsvFile.Write(file, values, columns);
    }

    private TrainingData Load(string name, params (string Name, string Value)[] settings)
    {
        TrainingSettings all = new() { Data = DataSpec.Parse(_folder[name]), BatchSize = 1 };
        foreach ((string setting, string value) in settings)
            all = SettingList.Find(setting)!.With(all, setting, value);
        return TrainingData.Load(all);
    }

    private void Refuses(string name, string named, params (string Name, string Value)[] settings)
    {
        InputException error = Assert.Throws<InputException>(() => Load(name, settings));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static double[] Values(TrainingData data)
    {
        IDataSet set = data.TrainingRows(data.Samples, 1);
        byte[] row = new byte[set.RowBytes];
        float[] values = new float[set.Sites];
        List<double> all = [];
        for (int s = 0; s < set.Samples; s++)
        {
            set.CopyRow(s, row);
            data.Unit.Decode(row, values);
            all.AddRange(values.Select(v => (double)v));
        }

        return [.. all];
    }
}
