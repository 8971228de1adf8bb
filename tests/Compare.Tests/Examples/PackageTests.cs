using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;
using Machine = RbmTheory.Simulation.Machines.Rbm;

namespace RbmTheory.Compare.Tests.Examples;

/// <summary>
/// The two packages, packed from what <see cref="ExampleRuns"/> has built. A program made of the READMEs' own code is
/// built on them alone, in a folder with no other source of packages: what the packages need comes from the usual
/// folder, where the tests' own build has put it.
/// </summary>
[Collection(nameof(ExampleRuns))]
[Trait("Category", "Long")]
public sealed class PackageTests : IDisposable
{
    private static readonly string[] Halves = ["Theory", "Simulation"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_runs_on_the_packages_alone()
    {
        Parallel.ForEach(Halves, half => Pack(half, "feed"));
        Assert.Equal(
            ["RbmTheory.Simulation", "RbmTheory.Theory"],
            Directory.GetFiles(_folder["feed"], "*.nupkg").Select(Id).Order());
        foreach (string half in Halves)
            CheckContent(half);
        Pack("Theory", "again");
        foreach (string ending in (string[])["nupkg", "snupkg"])
            Assert.Equal(File.ReadAllBytes(PackageOf("Theory", ending)), File.ReadAllBytes(PackageOf("Theory", ending, "again")));

        WriteProgram();
        Dictionary<string, string> own = new() { ["NUGET_PACKAGES"] = _folder["packages"] };
        string[] lines = DotNet.Run(_folder, "program", own, "run", "--project", _folder["program"]);
        Assert.Equal(Expected(), lines);
    }

    [Fact]
    public void Only_the_two_halves_are_packages()
    {
        string[] projects = Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(Halves.Order(), projects.Where(p => File.ReadAllText(p).Contains("<IsPackable>true<", StringComparison.Ordinal))
            .Select(p => Path.GetFileNameWithoutExtension(p)!).Order());
        Assert.Contains("<IsPackable>false<", File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")), StringComparison.Ordinal);
    }

    private void Pack(string half, string to)
        => DotNet.Run(_folder, $"{half}-{to}", new Dictionary<string, string>(), "pack", "-c", "Release", "--no-build", "-v", "quiet", "--nologo",
            "-o", _folder[to], Path.Combine(Repository.Root, "src", half));

    private void CheckContent(string half)
    {
        using ZipArchive package = ZipFile.OpenRead(PackageOf(half, "nupkg")), symbols = ZipFile.OpenRead(PackageOf(half, "snupkg"));
        string id = $"RbmTheory.{half}";
        Assert.Subset(
            package.Entries.Select(e => e.FullName).ToHashSet(),
            new HashSet<string> { $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", "README.md" });
        Assert.Contains($"lib/net10.0/{id}.pdb", symbols.Entries.Select(e => e.FullName));
        using Stream stream = package.GetEntry($"{id}.nuspec")!.Open();
        XElement[] about = [.. XDocument.Load(stream).Descendants()];
        string Of(string name) => about.Single(e => e.Name.LocalName == name).Value;
        Assert.Equal((id, "MIT", "README.md"), (Of("id"), Of("license"), Of("readme")));
        Assert.Equal(Product.Version, Of("version"));
        Assert.EndsWith(".", Of("description"), StringComparison.Ordinal);
        // The other half is none of what a half needs.
        Assert.DoesNotContain(about, e => e.Name.LocalName == "dependency" && e.Attribute("id")!.Value.StartsWith("RbmTheory", StringComparison.Ordinal));
    }

    private void WriteProgram()
    {
        string usual = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(_folder["program"]);
        File.WriteAllText(_folder["program", "nuget.config"], $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{_folder["feed"]}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="usual" value="{usual}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(_folder["program", "program.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RunAnalyzers>false</RunAnalyzers>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {string.Join('\n', Halves.Select(half => $"<PackageReference Include=\"RbmTheory.{half}\" Version=\"{Product.Version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        string[] code = [.. Halves.SelectMany(CodeOf)];
        IEnumerable<string> usings = code.Where(IsUsing), rest = code.Where(line => !IsUsing(line));
        File.WriteAllLines(_folder["program", "program.cs"], usings.Concat(rest));
        static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal);
    }

    private static string[] CodeOf(string half)
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "src", half, "README.md")).ReplaceLineEndings("\n");
        return Regex.Match(readme, @"```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value.Split('\n');
    }

    /// <summary>What the code of the READMEs prints, here computed by the sources that the tests were built on.</summary>
    private static string[] Expected()
    {
        SpinSet data = new IsingRingSampler(12, 0.8).SampleSet(1000, 1);
        Machine machine = Machine.OfSpins(12, 3, 0.01, 1);
        TrainingPlan plan = new() { LearningRate = 0.01, BatchSize = 10, Chains = 10, GibbsSteps = 5, Epochs = 10 };
        Trainer.Run(machine, data, plan, 1);
        return
        [
            $"threshold {RetardedLearning.CriticalBeta(0.04):F6}, bump {PopulationBump.SiteCentred(50, 0.5).Max:F4}, "
                + $"largest eigenvalue {new IsingRing(50, 0.5).TopEigenvalue:F4}",
            $"log-likelihood {ExactLikelihood.MeanLogLikelihood(machine, data):F4} nats",
        ];
    }

    private string PackageOf(string half, string ending, string folder = "feed")
        => _folder[folder, $"RbmTheory.{half}.{Product.Version}.{ending}"];

    private static string Id(string package) => Path.GetFileName(package)[..^$".{Product.Version}.nupkg".Length];
}
