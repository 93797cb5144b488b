import { Command } from 'commander';
import { evaluate } from '../diagnosis/index.ts';

export const program = () => new Command(evaluate({ at: '' }).at);
