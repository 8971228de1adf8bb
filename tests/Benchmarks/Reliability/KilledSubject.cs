namespace RbmTheory.Benchmarks.Reliability;

/// <summary>
/// What is killed again and again: one command line whose process is ended by SIGKILL at a random time within the time
/// that it takes by itself, started again, and so on until it ends; then all that it left is compared with what it
/// leaves undisturbed.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="home">A folder for it alone.</param>
internal abstract class KilledSubject(string name, string home)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Processes that were alive when they were killed.</summary>
    public int Kills { get; protected set; }

    /// <summary>How often it came to its end.</summary>
    public int Wholes { get; protected set; }

    /// <summary>Files compared with those of an undisturbed run.</summary>
    public int Files { get; private set; }

    /// <summary>How often something was left that a later run took away.</summary>
    public int Leftovers { get; private set; }

    /// <summary>What was lost or different, a line each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>A folder for what is used by all its runs.</summary>
    protected string Home { get; } = Directory.CreateDirectory(home).FullName;

    /// <summary>The undisturbed run.</summary>
    protected FolderContent Expected { get; private set; } = null!;

    /// <summary>Where the undisturbed run is.</summary>
    protected string Reference => Path.Combine(Home, "undisturbed");

    /// <summary>What the undisturbed run took.</summary>
    protected TimeSpan Duration { get; private set; }

    /// <summary>Kills it.</summary>
    /// <param name="kills">So many times.</param>
    /// <param name="random">When.</param>
    public void Kill(int kills, Random random)
    {
        Duration = MakeUndisturbed(Reference);
        Expected = FolderContent.Of(Reference, IsCompared);
        while (Kills < kills)
        {
            string folder = Path.Combine(Home, $"whole{Wholes}");
            MakeWhole(folder, kills, random);
            Wholes++;
            if (FolderContent.AgeLeftovers(folder, Expected))
            {
                Leftovers++;
                MakeUndisturbed(folder);
            }

            FolderContent content = FolderContent.Of(folder, IsCompared);
            Note(content.DifferencesFrom(Expected).Concat(DifferencesOf(folder)));
            Files += content.Count;
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes it, or goes on with it, undisturbed.</summary>
    /// <param name="folder">Where.</param>
    /// <returns>What it took.</returns>
    protected abstract TimeSpan MakeUndisturbed(string folder);

    /// <summary>Makes it with kills on the way.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="kills">With no more kills where there have been so many.</param>
    /// <param name="random">When.</param>
    protected abstract void MakeWhole(string folder, int kills, Random random);

    /// <summary>Whether the content of a file is compared by itself.</summary>
    /// <param name="name">The file.</param>
    protected virtual bool IsCompared(string name) => true;

    /// <summary>Differences of what is compared in another way.</summary>
    /// <param name="folder">Where it is.</param>
    protected virtual IEnumerable<string> DifferencesOf(string folder) => [];

    /// <summary>Notes faults.</summary>
    /// <param name="faults">The faults.</param>
    protected void Note(IEnumerable<string> faults)
    {
        foreach (string fault in faults)
        {
            Faults.Add($"{Name}, whole {Wholes}, after {Kills} kills: {fault}");
            Console.Error.WriteLine(Faults[^1]);
        }
    }

    /// <summary>Notes what a process said that should have ended well.</summary>
    /// <param name="reply">What it left.</param>
    protected void Check(Reply reply)
    {
        if (reply is not { Code: 0, Errors: [] })
            Note([reply.Text]);
    }
}
