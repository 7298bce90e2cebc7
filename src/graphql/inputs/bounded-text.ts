import { Matches } from 'class-validator';

/** Text without control characters, 1 to `max` characters long. */
const printable = (max: number): RegExp => new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${max}}$`, 'u');

/** Bounds a text argument to 1 to `max` characters without control characters. */
export const BoundedText = (max: number): PropertyDecorator =>
  Matches(printable(max), { message: `1 to ${max} characters without control characters` });

const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,127}$/;

/** Bounds a reference that travels through logs and URLs. */
export const Reference = (): PropertyDecorator =>
  Matches(REFERENCE, { message: '1 to 128 of A–Z a–z 0–9 . _ : / # -, the first one a letter or a digit' });

const PACKAGE_ID = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** Bounds a package id. */
export const PackageId = (): PropertyDecorator =>
  Matches(PACKAGE_ID, { message: '1 to 80 of a–z 0–9 -, the first one a letter or a digit' });
