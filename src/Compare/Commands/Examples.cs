using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RbmTheory.Compare.Commands;

/// <summary>Examples of use, shown under the help of each verb.</summary>
public static class Examples
{
    private static readonly Dictionary<string, string[]> OfVerb = new()
    {
        ["rbm"] = ["rbm report", "rbm figure 14a", "rbm theory bump --sites 100 --json",
            "rbm train --beta 1 --epochs 20"],
        ["report"] = ["rbm report", "rbm report --seed 7 --out reports/seed-7 --threads 2", "rbm report --paper fissore",
            "rbm report --paper fissore --preset paper --mnist folder",
            "rbm report --paper decelle --preset paper --mnist folder --humans folder",
            "rbm report --paper harsh --preset paper --slurm --time 2:00:00", "rbm report --preset paper --shard 2/8"],
        ["figure"] = ["rbm figure 14a", "rbm figure 3a --json"],
        ["theory"] = ["rbm theory bump --sites 100", "rbm theory thresholds --beta 0.5 --samples 1000"],
        ["bump"] = ["rbm theory bump --sites 100", "rbm theory bump --beta 1 --json", "rbm theory bump --length 20",
            "rbm theory bump --sites 60 --units 3 --separation 15"],
        ["barrier"] = ["rbm theory barrier --sites 60", "rbm theory barrier --points 41 --json"],
        ["repulsion"] = ["rbm theory repulsion --separation 8", "rbm theory repulsion --separation 10 --time 1e6 --json"],
        ["thresholds"] = ["rbm theory thresholds --sites 100 --samples 5000 --beta 0.5",
            "rbm theory thresholds --states 10 --beta 1.5"],
        ["theory spectrum"] = ["rbm theory spectrum --sites 100 --samples 5000 --beta 0.5",
            "rbm theory spectrum --states 3 --points 1001 --json",
            "rbm theory spectrum --sites 784 --hidden 500 --deviation 0.01"],
        ["growth"] = ["rbm theory growth --data digits:samples=10000",
            "rbm theory growth --data digits.idx.gz --threshold 127 --json"],
        ["modes"] = ["rbm theory modes --signal 4", "rbm theory modes --signal 30 --steps 10 --json"],
        ["potts"] = ["rbm theory potts --states 3 --beta 1", "rbm theory potts --states 5 --coupling sos --json"],
        ["turing"] = ["rbm theory turing --length 9.5", "rbm theory turing --length 8 --json"],
        ["tap"] = ["rbm theory tap --machine formula:bias:N=8,M=6,s=0.3", "rbm theory tap runs/digits --json"],
        ["phase"] = ["rbm theory phase --sigma 0.5 --spike 1.5 --kappa 0.64",
            "rbm theory phase --sigma 0.4 --spike 1.6 --field -0.1 --hidden-field 0.05 --json",
            "rbm theory phase --sigma 0.5 --spike 1.5 --law signs --modes 2"],
        ["lines"] = ["rbm theory lines --kappa 0.64", "rbm theory lines --points 101 --largest 6 --json",
            "rbm theory lines --law laplace --modes 2"],
        ["errata"] = ["rbm theory errata", "rbm theory errata --json"],
        ["derive"] = ["rbm theory derive 37", "rbm theory derive sech --latex"],
        ["flow"] = ["rbm theory flow small-beta --out flows/one",
            "rbm theory flow exact --sites 50 --beta 0.5 --time 300"],
        ["train"] = ["rbm train --data ising:sites=100,beta=1,samples=10000 --epochs 20",
            "rbm train --hidden 3 --seed 7 --out runs/three-cells",
            "rbm train --resume runs/three-cells",
            "rbm train --data xy:sites=50,colours=10,beta=1.5,samples=10000 --out runs/xy",
            "rbm train --data ising:sites=100,beta=0.5,samples=1000,couplings=1/0.5/0.25 --out runs/long-range",
            "rbm train --data digits.idx.gz --threshold 127 --fields --hidden 64 --batch 100 --out runs/digits",
            "rbm train --data digits.csv --labels-column 0 --threshold 127 --hidden 64 --out runs/table",
            "rbm train --data digits:samples=10000 --fields --hidden 64 --batch 100 --rate 0.01 --out runs/drawn",
            "rbm train --data mnist --fields --hidden 500 --batch 100 --rate 0.01 --out runs/mnist",
            "rbm train --data digits:samples=10000 --fields --hidden-units binary --negative tap2 --out runs/tap",
            "rbm train --data digits:samples=10000 --fields --start-fields data --hidden 64 --negative random "
                + "--steps 10 --out runs/short",
            "rbm train --data digits:samples=10000 --fields --hidden 64 --weight-decay 0.001 --snapshots dense "
                + "--out runs/dense",
            "rbm train --data proteins.csv --weights weights.txt --fields --hidden 64 --out runs/weighted",
            "rbm train --data proteins.fasta --start machine.h5 --epochs 5 --out runs/further",
            "rbm train --plan plan.json --out runs/planned"],
        ["sweep"] = ["rbm sweep plan.json --dry-run", "rbm sweep plan.json --out sweeps/widths",
            "rbm sweep sweeps/widths --threads 2", "rbm sweep sweeps/widths --shard 3/8",
            "rbm sweep plan.json --out sweeps/widths --slurm --time 4:00:00 --mem 2G --array-size 100"],
        ["status"] = ["rbm sweep status sweeps/widths", "rbm sweep status sweeps/widths --json"],
        ["collect"] = ["rbm sweep collect sweeps/widths --csv widths.csv",
            "rbm sweep collect sweeps/widths --group beta,hidden --npz widths.npz"],
        ["plot"] = ["rbm sweep plot sweeps/widths --x beta --y fwhm --group hidden --out widths.png"],
        ["inspect"] = ["rbm inspect runs/three-cells", "rbm inspect three-cells.h5",
            "rbm inspect runs/three-cells --figures"],
        ["export"] = ["rbm export runs/three-cells --format rbms three-cells.h5",
            "rbm export machine.h5 --format npz machine.npz",
            "rbm export runs/digits --modes 20 --format npz twenty-modes.npz"],
        ["spectrum"] = ["rbm spectrum runs/three-cells", "rbm spectrum runs/digits --components 10 --json"],
        ["mixing"] = ["rbm mixing runs/three-cells",
            "rbm mixing runs/digits --chains 400 --burn 1000 --sweeps 4000 --modes 10 --json"],
        ["sample"] = ["rbm sample runs/three-cells --out samples.npy",
            "rbm sample runs/digits --samples 500 --steps 5000 --start data --out samples.csv --json",
            "rbm sample runs/drawn --mean-field --start data --out means.npy"],
        ["quality"] = ["rbm quality samples.npy --data ising:sites=100,beta=1,samples=10000",
            "rbm quality samples.csv --data mnist --mnist folder --json",
            "rbm quality samples.npy --data digits.idx.gz --threshold 127 --samples 500"],
        ["tree"] = ["rbm tree runs/drawn --out trees/drawn",
            "rbm tree runs/tap --points 1000 --order 2 --json",
            "rbm tree runs/people --labels labels.csv:region --out trees/people"],
        ["data"] = ["rbm data mnist"],
        ["mnist"] = ["rbm data mnist",
            "rbm data mnist --to folder --from https://ossci-datasets.s3.amazonaws.com/mnist/"],
        ["likelihood"] = ["rbm likelihood runs/three-cells", "rbm likelihood runs/digits --steps 5000 --json",
            "rbm likelihood runs/digits --data others.idx.gz --threshold 127"],
        ["compare"] = ["rbm compare runs/three-cells", "rbm compare runs/xy --json",
            "rbm compare runs/three-cells --out compared"],
    };

    /// <summary>Makes <c>--help</c> show them.</summary>
    /// <param name="root">The program's command.</param>
    public static void AddToHelp(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    /// <summary>Those of a command; a verb of theory may have the name of another.</summary>
    /// <param name="command">The command.</param>
    internal static string[] Of(Command command)
        => command is RootCommand ? OfVerb["rbm"]
            : OfVerb.GetValueOrDefault($"{command.Parents.First().Name} {command.Name}") ?? OfVerb[command.Name];

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            Command command = parseResult.CommandResult.Command;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in Of(command))
                output.WriteLine($"  {example}");
            return code;
        }
    }
}
