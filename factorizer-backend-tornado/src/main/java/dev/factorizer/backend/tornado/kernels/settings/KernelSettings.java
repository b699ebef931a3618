package dev.factorizer.backend.tornado.kernels.settings;

/**
 * The settings of a kernel, each by its name: constants of an interface, which Java and the compilers for devices replace by their
 * numbers. The planner writes by these names what the kernel reads by them; nothing implements them.
 */
public interface KernelSettings {
    /** How many work items there are. */
    int ITEMS = 0;
}
