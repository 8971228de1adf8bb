using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>A table of bits, seven rows of five, no square, and files that hold it one way or another.</summary>
public abstract class TableTests : IDisposable
{
    private protected static readonly int[][] Bits =
        [[0, 1, 1, 0, 1], [1, 0, 0, 1, 1], [0, 0, 1, 1, 0], [1, 1, 0, 0, 0], [0, 1, 0, 1, 1], [1, 0, 1, 0, 1], [0, 0, 0, 1, 0]];

    private protected TempFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static string Table(Func<int, int[], string> line, string? head = null)
        => (head is null ? "" : head + "\n") + string.Concat(Bits.Select((row, r) => line(r, row) + "\n"));

    private protected static void IsData(TrainingData data)
    {
        Assert.Equal(("binary", 7, 5), (data.Unit.Name, data.Samples, data.Sites));
        IDataSet set = data.TrainingRows(7, 1);
        byte[] row = new byte[set.RowBytes];
        for (int s = 0; s < 7; s++)
        {
            set.CopyRow(s, row);
            Assert.Equal(Bits[s], Enumerable.Range(0, 5).Select(i => row[0] >> i & 1));
        }
    }

    private protected void Write(string text) => File.WriteAllText(Folder["data.csv"], text);

    private protected TrainingData Load(params (string Name, string Value)[] settings) => Load("data.csv", settings);

    private protected TrainingData Load(string name, params (string Name, string Value)[] settings)
    {
        TrainingSettings all = new() { Data = DataSpec.Parse(Folder[name]), BatchSize = 1 };
        foreach ((string setting, string value) in settings)
            all = SettingList.Find(setting)!.With(all, setting, value);
        return TrainingData.Load(all);
    }

    private protected void Refuses(string named, string name = "data.csv")
    {
        InputException error = Assert.Throws<InputException>(() => Load(name));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
