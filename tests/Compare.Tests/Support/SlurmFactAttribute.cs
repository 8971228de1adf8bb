namespace RbmTheory.Compare.Tests.Support;

/// <summary>A fact about a real Slurm of one node, which root can start where it is installed; skipped elsewhere.</summary>
internal sealed class SlurmFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch"];

    public SlurmFactAttribute()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin"];
        if (Programs.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))) is string missing)
            Skip = $"{missing} is missing; apt-get install slurm-wlm munge";
        else if (!Environment.IsPrivilegedProcess)
            Skip = "only root can start a Slurm of one node";
    }
}
