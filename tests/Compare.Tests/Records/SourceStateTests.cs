using System.Diagnostics;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

public sealed class SourceStateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outside_of_a_clone_it_is_unknown() => Assert.Null(SourceState.Of(_folder.Path));

    [PosixFact]
    public void In_a_clone_it_is_the_commit_and_whether_sources_changed()
    {
        if (!Git("init", "-q"))
            return; // there is no git here
        File.WriteAllText(_folder["RbmTheory.sln"], "");
        Directory.CreateDirectory(_folder["src", "Part"]);
        File.WriteAllText(_folder["src", "Part", "A.cs"], "one");
        Assert.Null(SourceState.Of(_folder.Path)); // no commit yet
        Git("add", ".");
        Git("-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "m");

        SourceState clean = SourceState.Of(_folder["src", "Part"])!;
        Assert.Matches("^[0-9a-f]{40}$", clean.Commit);
        Assert.False(clean.Dirty);
        File.WriteAllText(_folder["record.json"], "a file that nothing is built from");
        Assert.Equal(clean, SourceState.Of(_folder.Path));
        File.WriteAllText(_folder["src", "Part", "B.cs"], "new");
        Assert.Equal(clean with { Dirty = true }, SourceState.Of(_folder.Path));
        File.Delete(_folder["src", "Part", "B.cs"]);
        File.WriteAllText(_folder["src", "Part", "A.cs"], "two");
        Assert.Equal(clean with { Dirty = true }, SourceState.Of(_folder.Path));

        File.Delete(_folder["RbmTheory.sln"]);
        Assert.Null(SourceState.Of(_folder.Path)); // somebody else's repository
    }

    private bool Git(params string[] arguments)
    {
        try
        {
            using Process git = Process.Start("git", ["-C", _folder.Path, .. arguments]);
            git.WaitForExit();
            return git.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
