package dev.factorizer.backend.tornado.kernels.settings;

/** One of several entries behind a kernel's settings, such as an axis: its names count from 0, and the last is its length. */
public interface SettingsEntry { }
