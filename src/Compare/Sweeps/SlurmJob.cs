using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace RbmTheory.Compare.Sweeps;

/// <summary>
/// A job array of Slurm whose tasks all do the same on a shared folder. A task that is killed and requeued repeats
/// nothing, and one that never starts is not missed, where the others take its share.
/// </summary>
/// <param name="Name">Name of the job.</param>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="Threads">Cores a task.</param>
/// <param name="Partition">Partition; null for the cluster's own.</param>
/// <param name="Time">Time limit of a task as Slurm writes it; null for the cluster's own.</param>
/// <param name="Memory">Memory of a task as Slurm writes it; null for the cluster's own.</param>
public sealed record SlurmJob(string Name, int Tasks, int Threads, string? Partition, string? Time, string? Memory)
{
    /// <summary>Stands in a command line for the number of the task and how many there are, <c>i/n</c>.</summary>
    public const string Shard = "\"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\"";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The script.</summary>
    /// <param name="logs">Folder of what the tasks print, absolute.</param>
    /// <param name="command">The words of the program's command line, in the shell's spelling (see
    /// <see cref="Quote"/>).</param>
    public string Script(string logs, IEnumerable<string> command)
    {
        StringBuilder script = new("#!/bin/sh\n");
        void Add(string option, string? value)
        {
            if (value is not null)
                script.Append($"#SBATCH --{option}={value}\n");
        }

        Add("job-name", Name);
        Add("array", $"1-{Tasks}");
        Add("cpus-per-task", $"{Threads}");
        Add("partition", Partition);
        Add("time", Time);
        Add("mem", Memory);
        // In quotation marks, as sbatch splits a line at blanks; a percent sign of the folder is doubled.
        string quoted = logs.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal);
        Add("output", $"\"{Path.Combine(quoted, "%A_%a.txt")}\"");
        script.Append("#SBATCH --requeue\n\n");
        return script.Append($"exec {string.Join(' ', ThisProgram.Select(Quote).Concat(command))}\n").ToString();
    }

    /// <summary>Asks <c>sbatch</c> whether it would take a script; nothing is submitted.</summary>
    /// <param name="script">The script.</param>
    /// <exception cref="InputException">There is no <c>sbatch</c>, or it refuses the script.</exception>
    public static void Check(string script) => Ask(["--test-only"], script, "the job array");

    /// <summary>Submits a script.</summary>
    /// <param name="path">The script.</param>
    /// <returns>What <c>sbatch</c> says.</returns>
    /// <exception cref="InputException">There is no <c>sbatch</c>, or it refuses the script.</exception>
    public static string Submit(string path) => Ask([path], "", path);

    private static string Ask(string[] words, string input, string what)
    {
        ProcessStartInfo start = new("sbatch", words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Give(process, input);
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                throw new InputException($"--slurm: sbatch does not answer within {Patience.TotalSeconds} s");
            }

            return process.ExitCode == 0 ? output.Result.Trim() : throw new InputException(
                $"--slurm: sbatch refuses {what}: {errors.Result.Trim()}");
        }
        catch (Win32Exception)
        {
            throw new InputException("--slurm: there is no sbatch on the PATH; on another machine than a cluster's leave "
                + "--slurm out, and with another scheduler use --shard");
        }
    }

    private static void Give(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read all, and will say why.
        }
    }

    /// <summary>A word as the shell reads it back.</summary>
    /// <param name="word">The word.</param>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/.-_:=,".Contains(c))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    /// <summary>How this program is started.</summary>
    private static string[] ThisProgram
    {
        get
        {
            string program = Path.Combine(AppContext.BaseDirectory, "rbm.dll");
            string host = Environment.ProcessPath ?? "dotnet";
            return !File.Exists(program) ? [host]
                : [Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", program];
        }
    }
}
