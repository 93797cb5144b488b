import type { AwsWhereabouts } from '../../core/world/aws.ts';
import type { Line } from './line.ts';

/** The line about the cloud: what a question about it would be answered from. Nobody is asked, and no credentials are tried. */
export function cloudLine(sight: AwsWhereabouts | { readonly error: string }): Line {
  const name = 'AWS';
  if ('error' in sight) return { mark: 'no', name, says: sight.error };
  const { source, profile, region, configured } = sight;
  if (source === 'dump')
    return { mark: 'yes', name, says: 'questions are answered from the files of --aws-dump' };
  if (configured !== true) {
    const says =
      'no credentials in the environment or the files of the AWS CLI (the role of an instance is not looked for here); --aws-dump DIR answers from files';
    return { mark: 'note', name, says };
  }
  const place = [profile && `profile ${profile}`, region && `Region ${region}`].filter(Boolean).join(', ');
  const says = `credentials are configured${place && ` (${place})`}; they are tried with the first question`;
  return { mark: 'yes', name, says };
}
