using System.Diagnostics;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>A subject that is one process at a time.</summary>
/// <param name="name">Its name.</param>
/// <param name="home">A folder for it alone.</param>
internal abstract class KilledProcess(string name, string home) : KilledSubject(name, home)
{
    /// <inheritdoc/>
    protected sealed override TimeSpan MakeUndisturbed(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        Check(RbmProgram.Run(Words(folder)));
        return Stopwatch.GetElapsedTime(start);
    }

    /// <inheritdoc/>
    protected sealed override void MakeWhole(string folder, int kills, Random random)
    {
        while (true)
        {
            using Process process = RbmProgram.Start(Words(folder));
            if (Kills < kills && !process.WaitForExit(random.NextDouble() * Duration))
                process.Kill();
            Reply reply = RbmProgram.Finish(process);
            if (reply.Code != RbmProgram.Killed)
            {
                Check(reply);
                return;
            }

            Kills++;
            Note(FolderContent.Of(folder).Broken.Concat(LostOf(folder)));
        }
    }

    /// <summary>The command line that begins it or goes on with it.</summary>
    /// <param name="folder">Its folder.</param>
    protected abstract string[] Words(string folder);

    /// <summary>What is not there any more of that which was before the last process, a line each.</summary>
    /// <param name="folder">Its folder.</param>
    protected abstract IEnumerable<string> LostOf(string folder);
}
