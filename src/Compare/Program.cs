using System.Runtime.InteropServices;
using System.Text;
using RbmTheory.Compare.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource interrupt = new();

// Ctrl-C and a polite kill stop between two steps, so that finished records stay; a second Ctrl-C is the system's own.
void Stop(PosixSignalContext context)
{
    context.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
}

using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return CommandLine.Run(args, Console.Out, Console.Error, !Console.IsOutputRedirected, interrupt.Token);
