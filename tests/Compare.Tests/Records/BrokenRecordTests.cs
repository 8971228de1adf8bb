using System.Text.Json.Nodes;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

public sealed class BrokenRecordTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordStore _store;
    private readonly string _path;

    public BrokenRecordTests()
    {
        _store = new(_folder.Path);
        _store.Save(SampleRecords.Small());
        _path = _store.PathOf("fig", "run-1");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cut_off_at_any_byte_it_is_refused()
    {
        byte[] whole = File.ReadAllBytes(_path);
        Assert.Equal("}\n"u8.ToArray(), whole[^2..]); // all but the last newline is needed
        for (int length = 0; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            IsRefused();
        }
    }

    [Fact]
    public void Without_any_one_field_it_is_refused()
    {
        foreach (string[] field in (string[][])[.. Fields(), ["source"], ["source", "commit"], ["source", "dirty"], ["modules"]])
        {
            JsonNode record = Record();
            Owner(record, field).Remove(field[^1]);
            Write(record);
            IsRefused(field[^1]);
        }
    }

    [Fact]
    public void With_any_one_field_of_another_type_it_is_refused()
    {
        foreach (string[] field in Fields())
        {
            foreach (string other in (string[])["null", "true", "[{}]"])
            {
                JsonNode record = Record();
                Owner(record, field)[field[^1]] = JsonNode.Parse(other);
                Write(record);
                IsRefused();
            }
        }
    }

    [Theory]
    [InlineData("parameters", "beta")]
    [InlineData("result", "numbers", "peak")]
    [InlineData("result", "series", "weights")]
    [InlineData("modules", "rbm")]
    [InlineData("source", "dirty")]
    public void With_a_value_of_another_type_it_is_refused(params string[] field)
    {
        foreach (string other in (string[])["null", "[true]", "\"1\"", "{}"])
        {
            JsonNode record = Record();
            Owner(record, field)[field[^1]] = JsonNode.Parse(other);
            Write(record);
            IsRefused();
        }
    }

    [Fact]
    public void With_a_field_it_does_not_know_it_is_refused()
    {
        foreach (string[] owner in (string[][])[[], ["machine"], ["source"], ["result"]])
        {
            JsonNode record = Record();
            Owner(record, [.. owner, "x"])["extra"] = 1;
            Write(record);
            IsRefused("extra");
        }
    }

    [Theory]
    [InlineData("format", "3", "format = 3, but it should be 2")]
    [InlineData("run", "\"run-2\"", "it holds the run fig/run-2")]
    [InlineData("experiment", "\"other\"", "it holds the run other/run-1")]
    public void Of_another_format_or_run_it_is_refused(string field, string value, string reason)
    {
        JsonNode record = Record();
        record[field] = JsonNode.Parse(value);
        Write(record);
        IsRefused(reason);
    }

    private void IsRefused(string reason = "")
    {
        InputException error = Assert.Throws<InputException>(() => _store.Find("fig", "run-1"));
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static IEnumerable<string[]> Fields()
        =>
        [
            ["format"], ["experiment"], ["run"], ["parameters"], ["seed"], ["revision"], ["version"], ["machine"], ["seconds"], ["result"],
            ["machine", "processor"], ["machine", "cores"], ["machine", "vectorBits"], ["machine", "system"],
            ["machine", "runtime"], ["result", "numbers"], ["result", "series"],
        ];

    private static JsonObject Owner(JsonNode record, string[] field)
        => field[..^1].Aggregate(record, (node, name) => node[name]!).AsObject();

    private JsonNode Record() => JsonNode.Parse(_original)!;

    private readonly string _original = Original();

    private static string Original()
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        store.Save(SampleRecords.Small());
        return File.ReadAllText(store.PathOf("fig", "run-1"));
    }

    private void Write(JsonNode record) => File.WriteAllText(_path, record.ToJsonString());
}
