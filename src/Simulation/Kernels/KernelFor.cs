using RbmTheory.Simulation.Kernels.Generic;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Kernels.Potts;
using RbmTheory.Simulation.Kernels.SingleSpin;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Chooses the arithmetic of a training: the fastest kernel that fits the machine.</summary>
public static class KernelFor
{
    /// <summary>A new kernel.</summary>
    /// <param name="machine">The machine that it will belong to.</param>
    /// <param name="slots">Number of chunks that may be worked on at the same time, at least 1.</param>
    public static IKernel Machine(Rbm machine, int slots)
        => SingleSpinKernel.Fits(machine) ? new SingleSpinKernel(machine, slots)
            : PackedKernel.Fits(machine) ? new PackedKernel(machine, slots)
            : PottsKernel.Fits(machine) ? new PottsKernel(machine, slots)
            : new GenericKernel(machine, slots);

    /// <summary>A new kernel that has read all parameters of its machine.</summary>
    /// <inheritdoc cref="Machine"/>
    public static IKernel Prepared(Rbm machine, int slots)
    {
        IKernel kernel = Machine(machine, slots);
        for (int part = 0; part < kernel.Schedule.PrepareParts; part++)
            kernel.Prepare(part);
        return kernel;
    }
}
