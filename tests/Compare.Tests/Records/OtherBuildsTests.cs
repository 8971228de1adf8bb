using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

public sealed class OtherBuildsTests : IDisposable
{
    private static readonly Dictionary<string, Guid> Here = new() { ["T"] = Of(1), ["S"] = Of(2), ["rbm"] = Of(3) };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_modules_that_differ_are_named_in_one_line()
    {
        RunRecord same = SampleRecords.Small() with { Modules = Here }, unknown = same with { Modules = null };
        RunRecord rbm = same with { Modules = new Dictionary<string, Guid>(Here) { ["rbm"] = Of(9) } };
        RunRecord theory = same with { Modules = new Dictionary<string, Guid>(Here) { ["T"] = Of(9), ["gone"] = Of(8) } };
        RunRecord fewer = same with { Modules = new Dictionary<string, Guid> { ["T"] = Of(1), ["rbm"] = Of(3) } };
        Assert.Null(OtherBuilds.Describe([], Here));
        Assert.Null(OtherBuilds.Describe([same, same], Here));
        Assert.Equal("1 finished run was made by other builds of rbm; --force makes them anew", OtherBuilds.Describe([same, rbm], Here));
        Assert.Equal(
            "3 finished runs were made by other builds of T, S, rbm; --force makes them anew",
            OtherBuilds.Describe([rbm, same, theory, fewer], Here));
        Assert.Equal("2 finished runs were made by unknown builds; --force makes them anew", OtherBuilds.Describe([unknown, unknown, same], Here));
        Assert.Equal(
            "3 finished runs were made by other builds of rbm, 2 of them by unknown ones; --force makes them anew",
            OtherBuilds.Describe([unknown, rbm, unknown], Here));
    }

    [Fact]
    public void This_build_has_three_modules()
    {
        Assert.Equal(["RbmTheory.Theory", "RbmTheory.Simulation", "rbm"], Build.Modules.Keys);
        Assert.Equal(typeof(Product).Module.ModuleVersionId, Build.Modules["rbm"]);
        Assert.Equal(typeof(Simulation.Machines.Rbm).Module.ModuleVersionId, Build.Modules["RbmTheory.Simulation"]);
    }

#if !DEBUG
    [Fact]
    public void No_module_knows_where_the_clone_is()
    {
        foreach (string name in Build.Modules.Keys)
        {
            string bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
            Assert.DoesNotContain(Repository.Root, bytes, StringComparison.Ordinal);
            Assert.Contains("/RbmTheory/", bytes, StringComparison.Ordinal); // the path of its symbols
        }
    }
#endif

    [Fact]
    public void A_command_that_reuses_runs_of_other_builds_says_so_in_one_line_and_strict_refuses()
    {
        string[] words = ["figure", "turing", "--out", _folder.Path];
        Reply first = Rbm.Run(words);
        Assert.Equal((0, ""), (first.Code, first.Errors));
        RecordStore store = new(_folder["records"]);
        foreach (RunPlan plan in new TuringDiagram(Preset.Quick).Plan(1))
        {
            RunRecord record = store.Find("turing", plan.Run)!;
            store.Save(record with { Version = "0.0.1", Modules = new Dictionary<string, Guid>(record.Modules!) { ["RbmTheory.Simulation"] = Of(9), ["rbm"] = Of(9) } });
        }

        const string Made = "3 finished runs were made by other builds of RbmTheory.Simulation, rbm; --force makes them anew";
        Reply strict = Rbm.Run([.. words, "--strict"]);
        Assert.Equal((2, ""), (strict.Code, strict.Output));
        Assert.Equal($"rbm: --strict is given, but {Made}", Assert.Single(strict.ErrorLines));

        foreach (string[] more in (string[][])[[], ["--json"]])
        {
            Reply reply = Rbm.Run([.. words, .. more]);
            Assert.Equal(0, reply.Code);
            Assert.Equal($"rbm: {Made}, --strict refuses them", Assert.Single(reply.ErrorLines, l => l.StartsWith("rbm: ", StringComparison.Ordinal)));
        }

        Reply forced = Rbm.Run([.. words, "--force", "--strict"]);
        Assert.Equal((0, ""), (forced.Code, forced.Errors));
        Reply again = Rbm.Run([.. words, "--strict"]);
        Assert.Equal((0, ""), (again.Code, again.Errors));
    }

    [Fact]
    public void A_broken_line_is_told_to_the_user()
    {
        string[] words = ["figure", "turing", "--out", _folder.Path];
        Rbm.Run(words);
        string path = _folder["records", "turing.jsonl"];
        string whole = File.ReadAllText(path);
        File.WriteAllText(path, whole[..^5]);
        Reply reply = Rbm.Run(words);
        Assert.Equal(0, reply.Code);
        Assert.Equal($"rbm: a broken line of {path} is dropped, and its run made again where it is needed", Assert.Single(reply.ErrorLines));
        Assert.Contains("2 finished runs found and kept", reply.Output, StringComparison.Ordinal);
        Assert.Equal("", Rbm.Run(words).Errors);
    }

    private static Guid Of(byte number) => new(number, 0, 0, new byte[8]);
}
