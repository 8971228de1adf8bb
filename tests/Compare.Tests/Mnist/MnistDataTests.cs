using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using RbmTheory.Compare.Mnist;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Tests.Mnist;

/// <summary><c>--data mnist</c> with small files of the names of MNIST: pictures of 3 × 5 pixels.</summary>
public sealed class MnistDataTests : IDisposable
{
    private const int Train = 20, Test = 7, Pixels = 15;

    private readonly TempFolder _folder = new();

    public MnistDataTests() => Write("mnist", 0);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mnist", "mnist")]
    [InlineData("mnist:train", "mnist")]
    [InlineData("mnist:test", "mnist:test")]
    public void It_has_one_spelling(string text, string spelling)
    {
        Assert.Equal(spelling, DataSpec.Parse(text).ToString());
        Assert.Equal(DataSpec.Parse(text), DataSpec.Parse(spelling));
        Assert.Equal("'x', but it should be train or test", Assert.Throws<FormatException>(() => DataSpec.Parse("mnist:x")).Message);
    }

    [Fact]
    public void A_pixel_is_on_above_127_and_labels_and_test_set_are_known()
    {
        TrainingData data = TrainingData.Load(Settings("mnist"));
        Assert.Same(BinaryUnit.Instance, data.Unit);
        Assert.Equal((Train, Pixels, new PictureShape(3, 5)), (data.Samples, data.Sites, data.Shape));
        Assert.Equal(Enumerable.Range(0, Train).Select(s => (byte)(s % 10)), data.Labels);
        Assert.Equal(Bits(Train, 0), BitsOf(data.TrainingRows(100, 1)));
        Assert.Equal(Bits(Test, 1), BitsOf(data.TestRows(100, 1)!));
        // 127 is off and 128 on, and both are there.
        Assert.Contains((byte)127, Grey(Train, 0));
        Assert.Contains((byte)128, Grey(Train, 0));

        TrainingData test = TrainingData.Load(Settings("mnist:test"));
        Assert.Equal(Bits(Test, 1), BitsOf(test.TrainingRows(100, 1)));
        Assert.Null(test.TestRows(100, 1));
        Assert.NotEqual(data.Digest, test.Digest);
        Assert.StartsWith("train-images-idx3-ubyte in ", data.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_packed_or_not_are_the_same_data()
    {
        foreach (MnistFile file in MnistFile.All)
        {
            Directory.CreateDirectory(_folder["plain"]);
            File.WriteAllBytes(_folder["plain", file.Name], GzipFile.Unpack(File.ReadAllBytes(_folder["mnist", file.PackedName])).ToArray());
        }

        TrainingData packed = TrainingData.Load(Settings("mnist")), plain = TrainingData.Load(Settings("mnist") with { Mnist = _folder["plain"] });
        Assert.Equal(packed.Digest, plain.Digest);
        Assert.Equal(BitsOf(packed.TrainingRows(100, 1)), BitsOf(plain.TrainingRows(100, 1)));
    }

    [Fact]
    public void The_folder_is_what_is_given_then_what_the_environment_names_then_the_standard_one()
    {
        Write("two", 0);
        Write("three", 0);
        string one = _folder["mnist"], two = _folder["two"], three = _folder["three"], none = _folder["none"];
        Assert.Equal(one, MnistFolder.Find(one, two, three).Path);
        Assert.Equal(two, MnistFolder.Find(null, two, three).Path);
        Assert.Equal(three, MnistFolder.Find(null, null, three).Path);
        Assert.Equal(three, MnistFolder.Find(null, "", three).Path);
        File.Delete(_folder["two", "t10k-labels-idx1-ubyte.gz"]);
        Assert.Equal($"RBM_MNIST = {two}, but it should be a folder with the four files of MNIST: there is no t10k-labels-idx1-ubyte.gz, nor "
            + "t10k-labels-idx1-ubyte", Assert.Throws<InputException>(() => MnistFolder.Find(null, two, three)).Message);
        Assert.StartsWith($"--mnist = {none}, but it should be a folder with", Assert.Throws<InputException>(() => MnistFolder.Find(none, two, three)).Message, StringComparison.Ordinal);
        Assert.Equal("the MNIST digits are not there: give --mnist FOLDER, set the environment variable RBM_MNIST to the folder of the four "
            + "files, or fetch them by rbm data mnist", Assert.Throws<InputException>(() => MnistFolder.Find(null, null, none)).Message);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public void The_environment_of_the_program_counts(bool isThere, int code)
    {
        using Process process = Rbm.Start(new Dictionary<string, string>
        {
            [MnistFolder.Variable] = isThere ? _folder["mnist"] : "",
            ["XDG_DATA_HOME"] = _folder["none"],
            ["HOME"] = _folder["none"],
        }, "theory", "growth", "--data", "mnist", "--json");
        Reply reply = Rbm.Finish(process);
        Assert.Equal(code, reply.Code);
        // Either the warning that these are other pictures, or the three ways.
        string line = Assert.Single(reply.ErrorLines);
        if (isThere)
            Assert.Equal(Train, JsonDocument.Parse(reply.Output).RootElement.GetProperty("samples").GetInt32());
        else
            Assert.Contains("give --mnist FOLDER, set the environment variable RBM_MNIST", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "--mnist")]
    [InlineData("report", "--humans")]
    [InlineData("figure", "--mnist")]
    [InlineData("figure", "--humans")]
    public void A_folder_that_is_not_there_is_refused_also_where_nothing_needs_it(string verb, string option)
    {
        string[] figure = verb == "figure" ? ["1"] : ["--figures", "1"];
        Reply reply = Rbm.Run([verb, .. figure, "--preset", "tiny", option, _folder["nowhere"], "--out", _folder["written"]]);
        Assert.Equal(2, reply.Code);
        Assert.StartsWith($"rbm: {option} = {_folder["nowhere"]}, but it should be a folder with", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["written"]));
    }

    [Fact]
    public void A_run_goes_on_with_the_files_elsewhere_and_not_with_others()
    {
        string[] train = ["train", "--data", "mnist", "--hidden", "3", "--fields", "--batch", "5", "--mnist"];
        Write("moved", 0);
        Write("others", 3);
        Reply whole = Rbm.Run([.. train, _folder["mnist"], "--out", _folder["whole"], "--epochs", "3"]);
        Assert.Equal(0, whole.Code);
        Assert.StartsWith($"20 samples × 15 units, binary, mnist in {_folder["mnist"]}; a pixel is on where its grey is above 127", whole.Output, StringComparison.Ordinal);
        Assert.Equal(0, Rbm.Run([.. train, _folder["mnist"], "--out", _folder["run"], "--epochs", "2"]).Code);
        Reply other = Rbm.Run("train", "--resume", _folder["run"], "--epochs", "3", "--mnist", _folder["others"]);
        Assert.Equal(2, other.Code);
        Assert.Contains("content of the data file", other.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"], "--epochs", "3", "--mnist", _folder["moved"]).Code);
        Assert.Equal(File.ReadAllBytes(_folder["whole", "result.npz"]), File.ReadAllBytes(_folder["run", "result.npz"]));
        // The folder that the run knows is looked into for others of its pictures, and has nothing to do with other data.
        Assert.Equal(0, Rbm.Run("likelihood", _folder["run"], "--data", "mnist:test").Code);
        File.WriteAllText(_folder["rows.csv"], string.Join(',', Enumerable.Range(0, Pixels).Select(i => i % 2)) + "\n");
        Reply rows = Rbm.Run("likelihood", _folder["run"], "--data", _folder["rows.csv"]);
        Assert.Equal((0, ""), (rows.Code, rows.Errors));
    }

    [Theory]
    [InlineData("mnist", "--threshold", "100", "it should be left out where the data are no file")]
    [InlineData("mnist", "--visible", "potts:3", "it should be spin or binary")]
    [InlineData("mnist", "--batch", "21", "at most the number of samples, 20")]
    [InlineData("digits:samples=20", "--hidden", "2", "but with --data = digits:samples=20 it should be left out")]
    public void Options_that_do_not_go_with_it_are_refused(string data, string option, string value, string message)
    {
        Reply reply = Rbm.Run("train", "--data", data, "--mnist", _folder["mnist"], option, value);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte.gz", 40, "cannot be used")]
    [InlineData("train-labels-idx1-ubyte.gz", 3, "cannot be used")]
    public void A_damaged_file_is_refused_in_one_line(string name, int bytes, string message)
    {
        File.WriteAllBytes(_folder["mnist", name], File.ReadAllBytes(_folder["mnist", name])[..bytes]);
        Reply reply = Rbm.Run("train", "--data", "mnist", "--mnist", _folder["mnist"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_labels_as_pictures_are_needed()
    {
        File.Copy(_folder["mnist", "t10k-labels-idx1-ubyte.gz"], _folder["mnist", "train-labels-idx1-ubyte.gz"], overwrite: true);
        Assert.EndsWith("there are 20 pictures, but not as many labels",
            Assert.Throws<InputException>(() => TrainingData.Load(Settings("mnist"))).Message, StringComparison.Ordinal);
    }

    private TrainingSettings Settings(string data)
        => new() { Data = DataSpec.Parse(data), Mnist = _folder["mnist"], BatchSize = 1 };

    private void Write(string name, int shift)
    {
        Directory.CreateDirectory(_folder[name]);
        Save(MnistFile.TrainImages, Grey(Train, shift), Train, 3, 5);
        Save(MnistFile.TrainLabels, [.. Enumerable.Range(0, Train).Select(s => (byte)(s % 10))], Train);
        Save(MnistFile.TestImages, Grey(Test, shift + 1), Test, 3, 5);
        Save(MnistFile.TestLabels, [.. Enumerable.Range(0, Test).Select(s => (byte)(9 - s))], Test);

        void Save(MnistFile file, byte[] values, params int[] shape)
        {
            using FileStream stream = File.Create(_folder[name, file.PackedName]);
            using GZipStream gzip = new(stream, CompressionLevel.Fastest);
            IdxFile.Write(gzip, values, shape);
        }
    }

    private static byte[] Grey(int pictures, int shift) => [.. Enumerable.Range(0, pictures * Pixels).Select(n => (byte)(n * 127 + n / 2 + shift * 61))];

    private static int[][] Bits(int pictures, int shift)
        => [.. Grey(pictures, shift).Select(grey => grey > 127 ? 1 : 0).Chunk(Pixels)];

    private static int[][] BitsOf(IDataSet set)
        => [.. Enumerable.Range(0, set.Samples).Select(s =>
        {
            byte[] row = new byte[set.RowBytes];
            set.CopyRow(s, row);
            return Enumerable.Range(0, Pixels).Select(i => BitRow.Get(row, i) ? 1 : 0).ToArray();
        })];
}
