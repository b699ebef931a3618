/**
 * Settings as data: trees of names and plain values, as JSON has them. {@link dev.factorizer.api.settings.SettingsReader} reads
 * one by name, and complains in one sentence that says where; {@link dev.factorizer.api.settings.SettingsWriter} makes one;
 * {@link dev.factorizer.api.settings.Identity} is what something is, as such a tree. Bundles, networks, trainings and golden
 * cases all use these. Text is not read or written here: {@code JsonTree} of the IO module does that.
 */
package dev.factorizer.api.settings;
