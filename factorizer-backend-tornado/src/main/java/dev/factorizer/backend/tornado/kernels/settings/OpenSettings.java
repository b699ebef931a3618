package dev.factorizer.backend.tornado.kernels.settings;

/** Settings that are followed by any number of entries: the last name says where those begin. */
public interface OpenSettings extends KernelSettings { }
