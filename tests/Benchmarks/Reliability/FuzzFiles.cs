namespace RbmTheory.Benchmarks.Reliability;

/// <summary>The files that the program reads, each with command lines that read it.</summary>
internal static class FuzzFiles
{
    /// <summary>Stands for reading the human genotypes, which the program does only before it computes for hours.</summary>
    public const string Humans = "read-humans";

    private const string Brief = " --batch 2 --chains 2 --steps 1 --epochs 1 --annealing 0 --threads 1",
        Short = " --hidden 1" + Brief;

    private static readonly (string Kind, string File, string[] Lines)[] All =
    [
        .. Data("bits.npy"), .. Data("bits.npz"), .. Data("bits.csv"), .. Data("named.csv"), .. Data("spins.tsv"),
        .. Data("spins.txt"), .. Data("digits.dat"), .. Data("colours.csv", ""), .. Data("pictures.idx",
            " --threshold 127"),
        .. Data("pictures.idx.gz",
            " --threshold 127"), .. Data("table.csv.gz"), .. Data("bits.h5"), .. Data("letters.fasta",
            " --visible potts:21"),
        ("data other.mat", "other.mat", ["train --data other.mat:group/x" + Short, "theory growth --data other.mat"]),
        ("data machine.h5",
            "machine.h5", ["theory growth --data machine.h5:update_11/params/weight_matrix --threshold 0"]),
        ("data samples.npy", "samples.npy", ["quality samples.npy --data bits.csv"]),
        ("data samples.npz", "samples.npz", ["quality samples.npz --data bits.csv"]),
        ("weights", "weights.txt", ["train --data bits.csv --weights weights.txt" + Short,
            "theory growth --data bits.csv --weights weights.txt"]),
        ("labels", "labels.csv", ["tree run --labels labels.csv --points 4 --threads 1",
            "tree run --labels labels.csv:kind --points 4 --threads 1 --json"]),
        ("vector", "vector.txt", ["theory flow linear --sites 12 --time 2 --points 3 --start vector.txt"]),
        ("vector", "vector.npy", ["theory flow linear --sites 12 --time 2 --points 3 --start vector.npy"]),
        ("coupling", "coupling.txt", ["theory potts --states 3 --sites 8 --coupling coupling.txt"]),
        .. ((string[])["train-images-idx3", "t10k-images-idx3", "train-labels-idx1",
            "t10k-labels-idx1"]).Select(name => (
            "mnist", $"mnist/{name}-ubyte.gz", (string[])[
                $"theory growth --data mnist{(name[0] == 't' && name[1] == '1' ? ":test" : "")} --mnist mnist",
                $"train --data mnist{(name[0] == 't' && name[1] == '1' ? ":test" : "")} --mnist mnist" + Short])),
        ("mnist", "mnist/train-images-idx3-ubyte.gz", ["data mnist --to mnist --from http://127.0.0.1:9/"]),
        ("humans", "humans/ehgdp.csv.gz", [Humans + " humans"]),
        ("humans", "humans/labels.csv", [Humans + " humans"]),
        .. Machine("machine.npz"), .. Machine("machine.h5"), .. Machine("cossio.h5"), .. Machine("potts.h5"),
        ("machine potts.h5", "potts.h5", ["train --data letters.fasta --start potts.h5 --out further" + Brief]),
        .. ((string[])["run", "ring", "xy", "potts"]).SelectMany(Run),
        ("run start.npz", "started/start.npz", ["train --resume started --epochs 3 --threads 1", "inspect started"]),
        ("plan of train", "settings.json", ["train --plan settings.json", "train --plan settings.json --out new"]),
        ("plan of sweep", "plan.json", ["sweep plan.json --out new --threads 1",
            "sweep plan.json --dry-run --json --slurm --out new"]),
        .. Sweep("sweep/sweep.json"), .. Sweep("sweep/plan.json"), .. Sweep("sweep/runs/0000/000000/result.json"),
        .. Sweep("sweep/runs/0000/000001.failed/failed.txt"), .. Sweep("sweep/runs/0000/000002.1/plan.json"),
        .. Sweep("sweep/runs/0000/000002.1/result.json"), .. Sweep("sweep/runs/0000/000003/result.json"),
        .. Sweep("sweep/claims/x"), .. Sweep("sweep/runs/0000/000003.2/result.json"), .. Sweep("sweep/runs/0000/5"),
        .. Sweep("sweep/runs/0000/000077/result.json"), .. Sweep("sweep/runs/0000/99999999/result.json"),
        .. Sweep("sweep/runs/0000/000077.failed/failed.txt"), .. Sweep("sweep/runs/0000/000077.3/plan.json"),
        .. Records("chains", "decelle/chains"), .. Records("errata", "decelle/errata"), .. Records("fig14a",
            "harsh/14a"),
        ("record single", "single/records/chains/*", ["figure decelle/chains --preset tiny --out single --threads 1"]),
    ];

    /// <summary>Figures are drawn from them, which takes long: they are tried less often.</summary>
    private static readonly string[] Rare = ["records", "record single"];

    /// <summary>The command lines that read files.</summary>
    public static IEnumerable<string> Undamaged => All.SelectMany(reader => reader.Lines);

    /// <summary>A case.</summary>
    /// <param name="seeds">The folder of the valid files.</param>
    /// <param name="random">Decides which.</param>
    public static FuzzCase Draw(string seeds, System.Random random)
    {
        (string kind, string file, string[] lines) = All[random.Next(All.Length)];
        while (Rare.Contains(kind) && random.Next(5) > 0)
            (kind, file, lines) = All[random.Next(All.Length)];
        string line = lines[random.Next(lines.Length)];
        if (file.EndsWith('*'))
        {
            string[] found = [.. Directory.GetFiles(Path.Combine(seeds, file[..^1])).Order(StringComparer.Ordinal)];
            file = Path.GetRelativePath(seeds, found[random.Next(found.Length)]);
        }

        string path = Path.Combine(seeds, file);
        byte[]? content = random.Next(500) == 0 ? null
            : Damage.Of(File.Exists(path) ? File.ReadAllBytes(path) : "{}\n"u8.ToArray(), random);
        return new($"file: {kind}", line.Split(' '), file, content);
    }

    /// <summary>A file of samples; those that are no bits are only trained on, unless a threshold makes them such.</summary>
    private static IEnumerable<(string, string, string[])> Data(string file, string? reading = null)
    {
        string[] lines =
        [
            $"train --data {file}{reading}{Short}", $"train --data {file} --transpose{reading}{Short}",
            $"train --data {file} --skip-rows 1 --columns 1-3{reading}{Short}", $"train --data {file} --labels-column 0{reading}{Short}",
        ];
        string[] asBits =
        [
            $"theory growth --data {file}{reading}", $"theory growth --data {file}{reading ?? " --threshold 0.5"} --json",
            $"likelihood run --data {file}{reading} --steps 16 --chains 10", $"quality bits.csv --data {file}{reading}",
            $"tree run --data {file}{reading} --points 4 --threads 1", $"quality {file} --data bits.csv",
        ];
        return [($"data {file}", file, reading is "" or " --visible potts:21" ? lines : [.. lines, .. asBits])];
    }

    private static IEnumerable<(string, string, string[])> Machine(string file)
    {
        string[] readings =
        [
            "inspect FILE", "inspect FILE --all --json", "inspect FILE --shape 2x3",
            "export FILE --format npz other.npz",
            "export FILE --format rbms other.h5", "export FILE --format cossio other.h5 --modes 1",
            "sample FILE --samples 4 --steps 4 --threads 1 --out s.npy",
            "sample FILE --start chains --samples 4 --steps 4 --out s.csv",
            "sample FILE --mean-field --samples 4 --steps 4 --out s.npz", "spectrum FILE", "spectrum FILE --json",
            "mixing FILE --chains 10 --burn 2 --sweeps 20 --modes 1",
            "likelihood FILE --data DATA --steps 16 --chains 10",
            "theory tap FILE", "theory tap FILE --json", "train --data DATA --start FILE" + Brief,
        ];
        return [($"machine {file}", file, [.. readings.Select(line => line.Replace("FILE", file, StringComparison.Ordinal)
            .Replace("DATA", file.StartsWith("potts", StringComparison.Ordinal) ? "letters.fasta" : "bits.csv", StringComparison.Ordinal))])];
    }

    private static IEnumerable<(string, string, string[])> Run(string folder)
    {
        string[] readings =
        [
            "inspect FOLDER", "inspect FOLDER --json --all", "export FOLDER --format npz other.npz",
            "sample FOLDER --samples 4 --steps 4 --threads 1 --out s.npy",
            "sample FOLDER --start chains --samples 4 --steps 4 --out s.npy",
            "sample FOLDER --start data --samples 4 --steps 4 --out s.npy", "spectrum FOLDER",
            "mixing FOLDER --chains 10 --burn 2 --sweeps 20 --modes 1",
            "likelihood FOLDER --steps 16 --chains 10", "theory tap FOLDER", "compare FOLDER",
            "tree FOLDER --points 4 --threads 1",
            "train --resume FOLDER --epochs 3 --threads 1", "train --resume FOLDER --threads 1 --json",
            "train --data DATA --start FOLDER" + Brief,
        ];
        string[] lines = [.. readings.Select(line => line.Replace("FOLDER", folder, StringComparison.Ordinal)
            .Replace("DATA", DataOf(folder), StringComparison.Ordinal))];
        string[] names = ["plan.json", "checkpoint.npz", "checkpoint.previous.npz", "result.npz", "result.json", "snapshots.npz",
            "diverged.txt"];
        return names.Select(name => ($"run {name}", $"{folder}/{name}", lines));
    }

    private static string DataOf(string folder) => folder switch
    {
        "potts" => "letters.fasta",
        "xy" => "xy:sites=5,colours=3,beta=1,samples=20",
        _ => "bits.csv",
    };

    private static IEnumerable<(string, string, string[])> Sweep(string file)
        => [("folder of a sweep", file,
        [
            "sweep status sweep", "sweep status sweep --json --stale 1", "sweep collect sweep --csv t.csv",
            "sweep collect sweep --group b --npz t.npz --parquet t.parquet",
            "sweep plot sweep --x b --y fwhm --out t.svg",
            "sweep sweep --threads 1", "sweep sweep --threads 1 --retry --stale 1 --numbers-only",
        ])];

    private static IEnumerable<(string, string, string[])> Records(string name, string figure)
        => [("records", $"report/records/{name}.jsonl",
        [
            $"figure {figure} --preset tiny --out report --threads 1", $"figure {figure} --preset tiny --out report --threads 1 --json --strict",
        ])];
}
